// Saves what guests sent to a bucket that ends with this process, before it ends.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure, ofArrival } from '../model/failure';
import { longestStuckMs, type OnLast } from '../model/requests/last-saving';
import type { Ports } from '../ports/ports';
import type { Embedded } from '../storage/storage';
import type { Store } from '../state/state';
import { isMendable } from './save-arrivals';
import { isOwnSession } from './session-requests';

const againAfterMs = 1_000;

/** Where `onLast` can tell the owner, it tries for `longestStuckMs`. Raises what `saveOwnSession` of the upkeep raises: what could not be saved is lost. */
export type SaveLast = (onLast?: OnLast) => Promise<void>;

export const createSaveLast =
  (
    { ledger, localBucket, pid }: Pick<Ports, 'ledger' | 'localBucket' | 'pid'>,
    store: Store,
    embedded: Pick<Embedded, 'sessionOnly'>,
    saveOwnSession: () => Promise<void>,
  ): SaveLast =>
  async (onLast) => {
    if (!localBucket.serving() || !embedded.sessionOnly()) return;
    if (!ledger.fileRequests().some((request) => isOwnSession(request, pid))) return;
    onLast?.('looking');
    // A round of the upkeep may be saving, too.
    const end = store.subscribe(['savingArrivals'], ({ savingArrivals }) => {
      if (savingArrivals.length > 0) onLast?.('saving');
    });
    try {
      // The second time tells what fails.
      await saveOwnSession().catch(() => undefined);
      // Nobody is told "received" after the last look.
      await localBucket.withdraw();
      for (let waitedMs = 0; ; waitedMs += againAfterMs) {
        const failure = await saveOwnSession().then(() => undefined, asFailure);
        if (failure === undefined) break;
        const mayMend = isMendable(failure) && waitedMs < longestStuckMs;
        if (!mayMend || onLast?.(failure) !== true) throw ofArrival(failure, 'lost');
        await wait(againAfterMs);
      }
    } finally {
      end();
    }
  };
