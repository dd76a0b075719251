// Saves what guests sent to a bucket that ends with this process, before it ends.
import type { Ports } from '../ports/ports';
import type { Embedded } from '../storage/storage';
import type { Store } from '../state/state';
import { isOwnSession } from './session-requests';

/**
 * The process waits for it before it ends. Called with false when there may be something to save, and with true each time that a file of a guest gets
 * on.
 */
export type OnLast = (isSaving: boolean) => void;

/** Raises what `saveOwnSession` of the upkeep raises. */
export type SaveLast = (onLast?: OnLast) => Promise<void>;

export const createSaveLast =
  (
    { ledger, localBucket, pid }: Pick<Ports, 'ledger' | 'localBucket' | 'pid'>,
    store: Store,
    embedded: Pick<Embedded, 'sessionOnly'>,
    saveOwnSession: () => Promise<void>,
  ): SaveLast =>
  async (onLast = () => undefined) => {
    if (!localBucket.serving() || !embedded.sessionOnly()) return;
    if (!ledger.fileRequests().some((request) => isOwnSession(request, pid))) return;
    onLast(false);
    // A round of the upkeep may be saving, too.
    const end = store.subscribe(['savingArrivals'], ({ savingArrivals }) => {
      if (savingArrivals.length > 0) onLast(true);
    });
    try {
      // The second time tells what fails.
      await saveOwnSession().catch(() => undefined);
      // Nobody is told "received" after the last look.
      await localBucket.withdraw();
      await saveOwnSession();
    } finally {
      end();
    }
  };
