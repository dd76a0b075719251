// What failed and will go on by itself waits for something: the network, or new credentials.
import { wantsCredentials, type Failure } from '../model/failure';
import type { ConnectionPool } from './connection-pool';
import type { CredentialsWatch } from './wait-for-credentials';
import type { NetworkWait } from './wait-for-network';
import type { ConnectionChoice } from '../model/share-request';
import type { UploadPhase } from '../model/upload';

export interface RetryCondition {
  /** How it looks meanwhile. */
  readonly phase: UploadPhase;
  /** When it is worth another try. Rejects with what stands in the way instead: ask again, with that failure. */
  readonly ready: Promise<void>;
}

export interface RetryConditions {
  /** `undefined` when only a person can decide what becomes of it. `id` is that of the upload or page. */
  after(failure: Failure, choice: ConnectionChoice, id: string): RetryCondition | undefined;
}

/** A command waits for nothing; it tries once whether a profile gives other credentials. */
export function createRetryConditions(
  access: Pick<ConnectionPool, 'resolve' | 'lastEndpoint'>,
  network: NetworkWait,
  credentials: CredentialsWatch,
  { stays }: { readonly stays: boolean },
): RetryConditions {
  const triedOnce = new Set<string>();
  return {
    after(failure, choice, id) {
      if (stays && failure.retryable) {
        return { phase: { kind: 'offline', failure }, ready: network.untilReachable(access.lastEndpoint(choice), id) };
      }
      if (!wantsCredentials(failure)) return undefined;
      const connection = access.resolve(choice);
      const ofProfile = connection.credentials?.kind === 'profile';
      // The server refused what a profile gave: it may give others at once, or say itself why not.
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
