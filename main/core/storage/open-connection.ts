// Renews the credentials of an open connection: a profile's before they expire, and others that the user saved.
import { sameCredentials, type Connection, type Credentials } from '../model/connection';
import { refreshAtMs } from '../credentials/credentials';
import { effectiveLifetime, type Lifetime } from '../model/expiry';
import { asFailure } from '../model/failure';
import { longestLifetimeOf } from '../providers/providers';
import type { GuestLinks } from '../ports/guest-links';
import type { ObjectStore } from '../ports/object-store';
import type { Clock, Log } from '../model/system';

export interface OpenConnection {
  readonly connection: Connection;
  /** The present ones. */
  readonly credentials: Credentials;
  readonly objects: ObjectStore;
  /**
   * Signs with the intake key of the connection, at the place that it was opened at. Raises `intake-key-missing`, and what reading a secret
   * raises.
   */
  intake(): Promise<GuestLinks>;
  /** A connection for once: nothing of it may be saved. */
  readonly ephemeral: boolean;
  /** Renews credentials that are about to expire; called before a link is signed. Raises what getting them raises. */
  refreshCredentials(): Promise<void>;
}

/** An open connection as its owner sees it. */
export interface HeldConnection extends OpenConnection {
  /** Renews credentials whatever their expiry. Raises what getting them raises. */
  renew(): Promise<void>;
  close(): void;
}

export interface Renewing {
  /** Gets the credentials; absent where they stay the same while the connection is open. */
  readonly look?: () => Promise<Credentials>;
  /** A profile: its source renews credentials, so it is asked before they expire. */
  readonly byItself: boolean;
  /** Opens a store with the intake key. */
  readonly openIntake: () => Promise<ObjectStore>;
  readonly onRenewed: (credentials: Credentials) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** The less of two limits that may be absent. */
const shortest = (a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY): number => Math.min(a, b);

/**
 * The lifetime to sign: `wantedSeconds`, or what the server, the connection, the organisation and its credentials allow at `nowMs` (server clock). Raises
 * `token-expired`.
 */
export const lifetimeIn = (
  { connection, credentials }: Pick<OpenConnection, 'connection' | 'credentials'>,
  wantedSeconds: number,
  nowMs: number,
): Lifetime =>
  effectiveLifetime(wantedSeconds, {
    nowMs,
    longestSeconds: longestLifetimeOf(connection),
    credentialsExpireAtMs: credentials.expiresAtMs,
    areTemporary: credentials.sessionToken !== undefined,
    maxExpirySeconds: shortest(connection.maxExpirySeconds, connection.organisation?.longestSeconds),
  });

/** After an attempt that failed, or gave expired credentials. */
const againMs = 30_000;
/** The longest delay of `setTimeout`. */
const longestTimerMs = 2_147_483_647;

export function holdOpen(
  { connection, credentials, objects, ephemeral }: Omit<OpenConnection, 'refreshCredentials' | 'intake'>,
  { look, byItself, openIntake, onRenewed, clock, log }: Renewing,
): HeldConnection {
  let current = credentials;
  const gotAtMs = clock();
  let dueAtMs: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let intake: Promise<ObjectStore> | undefined;
  let closed = false;

  const renewOnce = async () => {
    if (look === undefined) return;
    const next = await look();
    dueAtMs = refreshAtMs(next, clock());
    if (sameCredentials(current, next)) return;
    current = next;
    objects.renew(next);
    onRenewed(next);
  };
  /** Unix ms: when the present credentials are to be renewed. */
  const due = () => (dueAtMs ??= refreshAtMs(credentials, gotAtMs));
  /** Concurrent calls share one request. */
  const renew = () => {
    looking ??= renewOnce().finally(() => {
      looking = undefined;
      plan();
    });
    return looking;
  };
  const plan = () => {
    clearTimeout(timer);
    if (!byItself || closed || current.expiresAtMs === undefined) return;
    const leftMs = due() - clock();
    timer = setTimeout(
      () => {
        renew().catch((error: unknown) => {
          log.error('credentials that are about to end could not be renewed yet', asFailure(error));
        });
      },
      Math.min(longestTimerMs, leftMs > 0 ? leftMs : againMs),
    );
    timer.unref();
  };
  plan();

  return {
    connection,
    objects,
    ephemeral,
    get credentials() {
      return current;
    },
    renew,
    async intake() {
      intake ??= openIntake();
      try {
        return await intake;
      } catch (error) {
        intake = undefined;
        throw error;
      }
    },
    async refreshCredentials() {
      if (!byItself || clock() < due()) return;
      try {
        await renew();
      } catch (error) {
        // Credentials that have not expired still sign a short link.
        if (current.expiresAtMs === undefined || current.expiresAtMs <= clock()) throw error;
      }
    },
    close() {
      closed = true;
      clearTimeout(timer);
      objects.close();
      void intake?.then(
        (store) => store.close(),
        () => undefined,
      );
    },
  };
}
