// Saves the files of one request that are not in the folder yet, one after the other.
import { asFailure, type Failure } from '../model/failure';
import type { Arrival } from '../model/file-request';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/open-connection';
import { saveArrival } from './save-arrival';

export interface SaveWish {
  /** As `prepareFolder` gave it. */
  readonly folder: string;
  /** Called for each file once it is in the folder. */
  readonly onSaved?: (arrival: Arrival) => void;
  readonly signal?: AbortSignal;
}

const isUnsaved = ({ state }: Arrival): boolean => state === 'arrived';
/** Of a slot that was written again, nobody has asked for more than one file. */
export const isSavedByItself = (arrival: Arrival): boolean => isUnsaved(arrival) && arrival.isAgain !== true;

/** Tries all that `isMeant` before it raises the first failure: those of `saveArrival`. */
export async function saveArrivals(
  open: OpenConnection,
  ports: Pick<Ports, 'ledger' | 'arrivalFiles'>,
  requestId: string,
  { folder, onSaved, signal }: SaveWish,
  isMeant: (arrival: Arrival) => boolean = isUnsaved,
): Promise<readonly Arrival[]> {
  const saved: Arrival[] = [];
  let first: Failure | undefined;
  for (const arrival of ports.ledger.arrivals(requestId)) {
    if (signal?.aborted === true) break;
    if (!isMeant(arrival)) continue;
    try {
      const done = await saveArrival(open, ports, arrival, folder, signal);
      saved.push(done);
      onSaved?.(done);
    } catch (error) {
      const failure = asFailure(error);
      // The guest replaced it, and the next look finds what is there now; or the caller stopped it.
      if (failure.code !== 'object-missing' && failure.code !== 'cancelled') first ??= failure;
    }
  }
  if (first !== undefined) throw first;
  return saved;
}
