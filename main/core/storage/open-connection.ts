// A connection that is open stays so while its credentials change: a profile's are got anew before they end, and what the
// user typed anew is taken.
import { sameCredentials, type Connection, type Credentials } from '../model/connection';
import { refreshAtMs } from '../credentials/rules/credential-refresh';
import { asFailure } from '../model/failure';
import type { ObjectStore } from '../ports/object-store';
import type { Clock, Log } from '../model/system';

export interface OpenConnection {
  readonly connection: Connection;
  /** As they are at this moment. */
  readonly credentials: Credentials;
  readonly objects: ObjectStore;
  /** Nothing of it may be stored. */
  readonly ephemeral: boolean;
  /** Before something is signed that is to last: gets credentials anew that are about to end. Raises what getting them raises. */
  freshen(): Promise<void>;
}

/** An open connection as its owner sees it. */
export interface HeldConnection extends OpenConnection {
  /** Gets credentials anew, whatever their end. Raises what getting them raises. */
  renew(): Promise<void>;
  close(): void;
}

export interface Renewing {
  /** Where they come from; absent where nothing but a closed connection can bring others. */
  readonly look?: () => Promise<Credentials>;
  /** They come from where they are made anew, so it is worth looking there before they end. */
  readonly byItself: boolean;
  readonly onRenewed: (credentials: Credentials) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** After a look that failed, or brought what has ended. */
const againMs = 30_000;
/** `setTimeout` knows nothing longer. */
const longestTimerMs = 2_147_483_647;

export function holdOpen(
  { connection, credentials, objects, ephemeral }: Omit<OpenConnection, 'freshen'>,
  { look, byItself, onRenewed, clock, log }: Renewing,
): HeldConnection {
  let current = credentials;
  let dueAtMs = refreshAtMs(credentials, clock());
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
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
  /** Many ask at once; one look is enough for all. */
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
    const leftMs = dueAtMs - clock();
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
    async freshen() {
      if (!byItself || clock() < dueAtMs) return;
      try {
        await renew();
      } catch (error) {
        // What has not ended yet is good for a link, if a short one.
        if (current.expiresAtMs === undefined || current.expiresAtMs <= clock()) throw error;
      }
    },
    close() {
      closed = true;
      clearTimeout(timer);
      objects.close();
    },
  };
}
