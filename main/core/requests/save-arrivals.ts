// Saves the files of one request in a folder, one after the other, and shows how far it is.
import { asFailure, type Failure } from '../model/failure';
import type { Arrival } from '../model/requests/file-request';
import type { RequestSecrets } from '../encryption/request-secrets';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import type { OpenConnection } from '../storage/open-connection';
import { saveArrival } from './save-arrival';
import { showSaving } from './show-saving';

export interface SaveWish {
  /** As `prepareFolder` gave it. */
  readonly folder: string;
  /** Default: all of them. */
  readonly slots?: readonly number[];
  /** Called for each file once it is in the folder. */
  readonly onSaved?: (arrival: Arrival) => void;
  readonly signal?: AbortSignal;
}

const isUnsaved = ({ state }: Arrival): boolean => state === 'arrived';
/** Of a slot that was written again, nobody has asked for more than one file. */
export const isSavedByItself = (arrival: Arrival): boolean => isUnsaved(arrival) && arrival.isAgain !== true;

/** As `saveArrivals` of the upkeep. */
export async function saveInFolder(
  open: OpenConnection,
  ports: Pick<Ports, 'ledger' | 'arrivalFiles'> & { readonly secrets: Pick<RequestSecrets, 'openHead'> },
  store: Store,
  requestId: string,
  { folder, slots, onSaved, signal }: SaveWish,
  isWanted: (arrival: Arrival) => boolean = isUnsaved,
): Promise<readonly Arrival[]> {
  const isMeant = (arrival: Arrival) => isWanted(arrival) && (slots === undefined || slots.includes(arrival.slot));
  const waiting = ports.ledger.arrivals(requestId).filter(isMeant);
  const progress = showSaving(store, requestId, waiting);
  const saved: Arrival[] = [];
  let first: Failure | undefined;
  try {
    for (const arrival of waiting) {
      if (signal?.aborted === true) break;
      try {
        const done = await saveArrival(open, ports, arrival, folder, { onBytes: progress.bytes, signal });
        saved.push(done);
        onSaved?.(done);
      } catch (error) {
        const failure = asFailure(error);
        // The guest replaced it, and the next look finds what is there now; or the caller stopped it.
        if (failure.code !== 'object-missing' && failure.code !== 'cancelled') first ??= failure;
      }
      progress.fileEnded(arrival);
    }
  } finally {
    progress.end();
  }
  if (first !== undefined) throw first;
  return saved;
}
