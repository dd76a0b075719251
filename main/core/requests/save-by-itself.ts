// Saves what guests sent in the folder of their request, without anybody asking: a file that fails waits, each for itself.
import type { BackOff } from '../async/backoff';
import type { RequestSecrets } from '../encryption/encryption';
import { asFailure, type Failure } from '../model/failure';
import type { Arrival, FileRequest } from '../model/requests/file-request';
import type { Ports } from '../ports/ports';
import type { Tell, Store } from '../state/state';
import type { OpenConnection } from '../storage/storage';
import { isOfOneFile, isSavedByItself, longestSaveWaitMs, saveInFolder } from './save-arrivals';

/** The mutex of saving, which is not that of the request. */
export const savingOf = (requestId: string): string => `save ${requestId}`;
/** Each file of a guest has a back-off of its own: one that is damaged, or too large for the disk, must not hold back others. */
const savingOne = ({ requestId, slot, etag }: Arrival): string => `save ${requestId} ${slot} ${etag}`;

export function createSaveByItself(
  ports: Pick<Ports, 'ledger' | 'arrivalFiles' | 'log'> & { readonly secrets: Pick<RequestSecrets, 'openHead'> },
  store: Store,
  backOff: BackOff,
  tell: Tell,
) {
  const { ledger, log } = ports;
  const isFileDue = (arrival: Arrival): boolean => isSavedByItself(arrival) && backOff.due(savingOne(arrival));
  /** Whether there is something to save now. */
  const isToSave = ({ id, saveTo }: FileRequest): boolean =>
    saveTo !== undefined && ledger.arrivals(id).some(isFileDue);

  /** Saves it, or says once of each file why that failed. Raises what every other file fails with as well. */
  const saveByItself = async (
    open: OpenConnection,
    { id, saveTo: folder = '' }: FileRequest,
    onSaved?: () => void,
  ): Promise<void> => {
    let news: Failure | undefined;
    const onFailed = (arrival: Arrival, failure: Failure): void => {
      if (backOff.failed(savingOne(arrival), longestSaveWaitMs(failure)) === 1) news ??= failure;
    };
    const options = { folder, onFailed, ...(onSaved !== undefined && { onSaved }) };
    const failure = await saveInFolder(open, ports, store, id, options, isFileDue).then(() => undefined, asFailure);
    if (news !== undefined) {
      log.error('what guests sent could not be saved yet', news);
      tell({ kind: 'failure', failure: news });
    }
    if (failure !== undefined && !isOfOneFile(failure)) throw failure;
  };

  return { isToSave, saveByItself };
}

export type SaveByItself = ReturnType<typeof createSaveByItself>;
