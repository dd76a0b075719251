// What other rooms use of this one: receipts of shares, counted by the embedded bucket where this process serves it.
import { asFailure } from '../model/failure';
import { type ServedObject, type ShareReceipts, receiptsIn } from '../model/receipts/receipt';
import type { Share } from '../model/share';
import type { Ports } from '../ports/ports';
import { receiptsAre, type Store } from '../state/state';
import { receiptsOfServed } from './rules/count-served';
export { createLookForMark, markWork, type LookForMark } from './look-for-marks';

export interface Receipts {
  /** `undefined` for a share whose storage counts nothing, and where nothing is to be counted. */
  receiptsOf(share: Pick<Share, 'id' | 'connectionId'>): ShareReceipts | undefined;
}

export interface ReceiptsContext {
  readonly ports: Pick<Ports, 'ledger' | 'localBucket' | 'log' | 'clock'>;
  readonly store: Store;
}

/** The end of a link while a file of it is sent: what was begun in time counts. */
const afterEndMs = 3_600_000;

/** `load`: takes what the ledger has into the state. */
export function createReceipts({ ports, store }: ReceiptsContext): {
  readonly receipts: Receipts;
  readonly load: () => void;
  readonly stop: () => void;
} {
  const { ledger, localBucket, log, clock } = ports;
  /** The shares whose pages write a mark, as the state has them. */
  let marked: readonly string[] = [];
  const load = () => {
    marked = ledger.markedShares().map(({ id }) => id);
    store.apply(receiptsAre(ledger.receipts(), marked));
  };

  const count = (served: readonly ServedObject[]) => {
    const embedded = store.get().connections.find(({ kind }) => kind === 'embedded');
    if (embedded === undefined || !ledger.settings().countsOpenings) return;
    const keys = served.map(({ key }) => key);
    const found = ledger.servedKeys({ connectionId: embedded.id, keys, endsAfterMs: clock() - afterEndMs });
    const receipts = receiptsOfServed(served, found);
    if (receipts.length === 0) return;
    ledger.addReceipts(receipts);
    load();
  };
  localBucket.onServed((served) => {
    try {
      count(served);
    } catch (error) {
      // A receipt is worth no failed share: the disk may be full.
      log.error('what was opened is not counted', asFailure(error));
    }
  });

  /** Who switches it off wants nothing kept of what was counted. */
  const stopSettings = store.subscribe(['settings'], ({ settings, receipts }) => {
    const isCounted = [...receipts.values()].some(({ exactness }) => exactness === 'exact');
    if (settings.countsOpenings || !isCounted) return;
    ledger.forgetReceipts();
    load();
  });
  const stopShares = store.subscribe(['shares'], ({ shares }) => {
    const [newest] = shares;
    if (newest?.kind === 'page' && ledger.markedShares().length !== marked.length) load();
  });

  return {
    receipts: {
      receiptsOf: (share) => receiptsIn(store.get(), share),
    },
    load,
    stop() {
      stopSettings();
      stopShares();
    },
  };
}
