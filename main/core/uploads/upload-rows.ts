// The two rows of an upload: the shown one in the state, and the one in the ledger that a crash leaves.
import { isPendingCancel, uploadUpdated } from '../state/rules/app-state';
import { asFailure } from '../model/failure';
import type { Ports } from '../ports/ports';
import { isStored, type Entry } from './queue-entry';
import { createRequestsAtOnce, type RequestsAtOnce } from './requests-at-once';
import { createRowBatch, type Commit } from './row-batch';
import type { Store } from '../state/state';
import type { UnfinishedState, UnfinishedUpload, Upload, UploadPhase } from '../model/upload';
import { givenOf } from '../model/given-file';

export interface UploadRows {
  /** Changes the shown row, if it is still shown. */
  readonly update: (uploadId: string, change: Partial<Upload>) => void;
  readonly show: (entry: Entry, phase: UploadPhase) => void;
  /** Saves the row that an upload ends with. */
  readonly commit: Commit;
  readonly requestsAtOnce: RequestsAtOnce;
  /** Hidden by an undoable cancel. */
  readonly pendingCancel: (entry: Entry) => boolean;
  /** Raises what the ledger raises. */
  readonly save: (entry: Entry, state: UnfinishedState) => void;
  /** As `save`, but logs a failure: the upload has one of its own to tell, and the older row is still right to resume from. */
  readonly saveState: (entry: Entry, state: UnfinishedState) => void;
  /**
   * Accepts the file at the path as it is now. Where a symbolic link leads elsewhere, or no file is there, the row keeps the file it had, and
   * opening that says what is wrong. Raises what the ledger raises.
   */
  readonly giveAgain: (entry: Entry) => Promise<void>;
}

export function createUploadRows(
  { ledger, log, files }: Pick<Ports, 'ledger' | 'log' | 'files'>,
  store: Store,
): UploadRows {
  const update: UploadRows['update'] = (uploadId, change) => store.apply(uploadUpdated(uploadId, change));
  const alter = (entry: Entry, facts: Partial<UnfinishedUpload>) => {
    // The engine saved records meanwhile, so the row in the ledger is newer.
    const row = isStored(entry) ? ledger.unfinishedUpload(entry.upload.id) : undefined;
    entry.upload = { ...(row ?? entry.upload), ...facts };
    if (isStored(entry)) ledger.saveUpload(entry.upload);
  };
  const save: UploadRows['save'] = (entry, state) => alter(entry, { state });
  return {
    update,
    commit: createRowBatch(ledger),
    requestsAtOnce: createRequestsAtOnce({ ledger, log }, store),
    save,
    show: (entry, phase) => update(entry.upload.id, { phase, bytesPerSecond: 0 }),
    pendingCancel: ({ upload }) => isPendingCancel(store.get(), upload.id),
    saveState(entry, state) {
      if (!isStored(entry)) return;
      try {
        save(entry, state);
      } catch (error) {
        log.error('the state of an upload could not be saved', asFailure(error));
      }
    },
    async giveAgain(entry) {
      const { path } = entry.upload;
      const found = await files.find(path).catch(() => undefined);
      const file = found?.files.find((one) => one.path === path);
      if (file !== undefined) alter(entry, { given: givenOf(file) });
    },
  };
}
