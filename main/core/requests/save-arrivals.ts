// Saves the files of one request in a folder, one after the other, and shows how far it is.
import { asFailure, ofArrival, type Failure, type FailureCode } from '../model/failure';
import { isDamaged, type Arrival } from '../model/requests/file-request';
import type { RequestSecrets } from '../encryption/encryption';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import type { OpenConnection } from '../storage/storage';
import { saveArrival, temporaryId } from './save-arrival';
import { createSavedBefore } from './saving/sent-again';
import { showSaving } from './show-saving';

export interface SaveOptions {
  /** As `prepareFolder` gave it. */
  readonly folder: string;
  /** Default: all of them, without those that are damaged. */
  readonly slots?: readonly number[];
  /** Called for each file once it is in the folder; once for a file that was sent twice in one batch. */
  readonly onSaved?: (arrival: Arrival) => void;
  /** Called for each file that alone could not be saved; its row says how often. */
  readonly onFailed?: (arrival: Arrival, failure: Failure) => void;
  readonly signal?: AbortSignal;
}

const isUnsaved = (arrival: Arrival): boolean => arrival.state === 'arrived';
/** Of a slot that was written again, nobody has asked for more than one file. */
export const isSavedByItself = (arrival: Arrival): boolean =>
  isUnsaved(arrival) && arrival.isAgain !== true && !isDamaged(arrival);

/** Its bytes are not those that its guest sent. */
const ofBytes: ReadonlySet<FailureCode> = new Set<FailureCode>(['arrival-undecipherable', 'received-differs']);
/** What every other file fails with as well. */
const ofAll: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'folder-missing',
  'folder-unusable',
  'request-key-missing',
]);
/** What the owner can mend on this computer at any moment. */
const mendable: ReadonlySet<FailureCode> = new Set<FailureCode>(['disk-full', 'folder-missing', 'folder-unusable']);
export const isMendable = ({ code }: Failure): boolean => mendable.has(code);
/** The longest wait until a save is tried again, ms; `undefined`: as long as for anything else. */
export const longestSaveWaitMs = (failure: Failure): number | undefined => (isMendable(failure) ? 300_000 : undefined);

/** Tells which file a full disk did not take, and that the bucket still has it, as it has one of other bytes. */
function toldOf(failure: Failure, { name }: Arrival): Failure {
  if (failure.code === 'disk-full') return ofArrival(failure, 'kept', { fileName: name });
  return ofAll.has(failure.code) || ofBytes.has(failure.code) ? ofArrival(failure, 'kept') : failure;
}

/** Whether the failure is one of this file, and says nothing of others. */
export const isOfOneFile = ({ code, retryable }: Failure): boolean => !retryable && !ofAll.has(code);

/** Counts in the row that the bytes were not right; gives it. */
function noteFailure({ ledger }: Pick<Ports, 'ledger'>, arrival: Arrival, { code }: Failure): Arrival {
  if (!ofBytes.has(code)) return arrival;
  return ledger.together(() => {
    const row = ledger.arrival(arrival.requestId, arrival.slot);
    if (row?.etag !== arrival.etag || row.state !== 'arrived') return arrival;
    const noted = { ...row, failedSaves: (row.failedSaves ?? 0) + 1 };
    ledger.saveArrivals([noted]);
    return noted;
  });
}

/** As `saveArrivals` of the upkeep. */
export async function saveInFolder(
  open: OpenConnection,
  ports: Pick<Ports, 'ledger' | 'arrivalFiles'> & { readonly secrets: Pick<RequestSecrets, 'openHead'> },
  store: Store,
  requestId: string,
  { folder, slots, onSaved, onFailed, signal }: SaveOptions,
  isWanted: (arrival: Arrival) => boolean = isUnsaved,
): Promise<readonly Arrival[]> {
  const isMeant = (arrival: Arrival) =>
    isWanted(arrival) && (slots === undefined ? !isDamaged(arrival) : slots.includes(arrival.slot));
  const arrivals = ports.ledger.arrivals(requestId);
  const waiting = arrivals.filter(isMeant);
  const savedBefore = createSavedBefore(arrivals);
  const progress = showSaving(store, requestId, waiting);
  const saved: Arrival[] = [];
  const options = { onBytes: progress.bytes, signal, numbers: new Map(), tops: new Map(), savedBefore };
  let first: Failure | undefined;
  const ids = new Set(arrivals.map(temporaryId));
  try {
    // Of files that are saved too: of two processes that save one file, the other one may have died later.
    if (ids.size > 0) await ports.arrivalFiles.removeLeft(folder, ids);
    for (const arrival of waiting) {
      if (signal?.aborted === true) break;
      try {
        const done = await saveArrival(open, ports, arrival, folder, options);
        // One that was sent once more is told once.
        if (savedBefore.note(arrival, done)) {
          saved.push(done);
          onSaved?.(done);
        }
      } catch (error) {
        const failure = toldOf(asFailure(error), arrival);
        // The guest replaced it, and the next look finds what is there now; or the caller stopped it.
        if (failure.code !== 'object-missing' && failure.code !== 'cancelled') {
          if (first === undefined || (isOfOneFile(first) && !isOfOneFile(failure))) first = failure;
          const noted = noteFailure(ports, arrival, failure);
          if (isOfOneFile(failure)) onFailed?.(noted, failure);
        }
      }
      progress.fileEnded(arrival);
    }
    // Another process that saves the same files may have ended meanwhile.
    if (waiting.length > 1) await ports.arrivalFiles.removeLeft(folder, ids);
  } finally {
    progress.end();
  }
  if (first !== undefined) throw first;
  return saved;
}
