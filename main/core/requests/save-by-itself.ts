// Saves what guests sent in the folder of their request, without anybody asking: when that fails it waits, each file for itself.
import type { BackOff } from '../async/backoff';
import type { RequestSecrets } from '../encryption/encryption';
import { asFailure, type Failure } from '../model/failure';
import type { Arrival, FileRequest } from '../model/requests/file-request';
import type { Ports } from '../ports/ports';
import type { Tell, Store } from '../state/state';
import type { OpenConnection } from '../storage/storage';
import { isOfOneFile, isSavedByItself, saveInFolder } from './save-arrivals';

/** Saving has a back-off of its own: a folder that is away must not hold back the page. */
export const savingOf = (requestId: string): string => `save ${requestId}`;
/** And so has each file of a guest: one that is damaged must not hold back those of others. */
const savingOne = ({ requestId, slot, etag }: Arrival): string => `save ${requestId} ${slot} ${etag}`;

export interface SaveByItself {
  /** Whether there is something to save now. */
  readonly isToSave: (request: FileRequest) => boolean;
  /** Saves it, or says once why that failed. Never rejects for a failure. */
  readonly saveOrWait: (open: OpenConnection, request: FileRequest) => Promise<void>;
}

export function createSaveByItself(
  ports: Pick<Ports, 'ledger' | 'arrivalFiles' | 'log'> & { readonly secrets: Pick<RequestSecrets, 'openHead'> },
  store: Store,
  backOff: BackOff,
  tell: Tell,
): SaveByItself {
  const { ledger, log } = ports;
  const isFileDue = (arrival: Arrival): boolean => isSavedByItself(arrival) && backOff.due(savingOne(arrival));
  const isToSave: SaveByItself['isToSave'] = ({ id, saveTo }) =>
    saveTo !== undefined && backOff.due(savingOf(id)) && ledger.arrivals(id).some(isFileDue);

  const saveOrWait: SaveByItself['saveOrWait'] = async (open, { id, saveTo = '' }) => {
    const task = savingOf(id);
    let news: Failure | undefined;
    const onFailed = (arrival: Arrival, failure: Failure): void => {
      if (backOff.failed(savingOne(arrival)) === 1) news ??= failure;
    };
    const failure = await saveInFolder(open, ports, store, id, { folder: saveTo, onFailed }, isFileDue).then(
      () => undefined,
      asFailure,
    );
    if (failure === undefined || isOfOneFile(failure)) backOff.succeeded(task);
    else if (backOff.failed(task) === 1) news = failure;
    if (news === undefined) return;
    log.error('what guests sent could not be saved yet', news);
    tell({ kind: 'failure', failure: news });
  };

  return { isToSave, saveOrWait };
}
