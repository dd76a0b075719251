// What a failed upload or page waits for before it is retried: the network, or new credentials.
import { wantsCredentials, type Failure } from '../model/failure';
import type { ConnectionPool } from './connection-pool';
import type { CredentialsWatch } from './wait-for-credentials';
import type { NetworkWait } from './wait-for-network';
import type { ConnectionChoice } from '../model/share-request';
import type { UploadPhase } from '../model/upload';

export interface RetryCondition {
  /** The phase shown meanwhile. */
  readonly phase: UploadPhase;
  /** Resolves when a retry is worthwhile; rejects with the failure that replaced this one: call `after` again with it. */
  readonly ready: Promise<void>;
}

/** A command (`stays` false) waits for nothing; it resolves a profile once more. */
export function createRetryConditions(
  access: Pick<ConnectionPool, 'resolve' | 'lastEndpoint'>,
  network: NetworkWait,
  credentials: CredentialsWatch,
  { stays }: { readonly stays: boolean },
) {
  const triedOnce = new Set<string>();
  return {
    /** `undefined` when only the user can decide. `id` is that of the upload or page. */
    after(failure: Failure, choice: ConnectionChoice, id: string): RetryCondition | undefined {
      if (stays && failure.retryable) {
        return { phase: { kind: 'offline', failure }, ready: network.untilReachable(access.lastEndpoint(choice), id) };
      }
      if (!wantsCredentials(failure)) return undefined;
      const connection = access.resolve(choice);
      const ofProfile = connection.credentials?.kind === 'profile';
      // The server refused the credentials of a profile: it may give others at once, or a failure of its own.
      const refused = ofProfile && failure.code === 'token-expired';
      if (stays && (ofProfile || choice.kind === 'known')) {
        const over = refused ? credentials.renew(connection) : credentials.whenRenewed(connection);
        return { phase: { kind: 'awaiting-credentials', failure }, ready: over };
      }
      if (!refused || triedOnce.has(id)) return undefined;
      triedOnce.add(id);
      return { phase: { kind: 'waiting' }, ready: credentials.renew(connection) };
    },
  };
}

export type RetryConditions = ReturnType<typeof createRetryConditions>;
