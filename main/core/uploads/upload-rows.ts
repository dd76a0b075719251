// An upload in the queue has two rows: the one that is shown, and the one on disk that a crash leaves.
import { isPendingCancel, uploadChanged, uploadIn } from '../state/rules/app-state';
import { asFailure } from '../model/failure';
import type { Ports } from '../ports/ports';
import { isStored, type Entry } from './queue-entry';
import type { Store } from '../state/state-store';
import type { UnfinishedState, UnfinishedUpload, Upload, UploadPhase } from '../model/upload';
import { givenOf } from '../model/given-file';

export interface UploadRows {
  /** Changes the shown row, if it is still shown. */
  readonly update: (uploadId: string, change: Partial<Upload>) => void;
  readonly show: (entry: Entry, phase: UploadPhase) => void;
  /** Cancelled with all others, and out of sight while it could come back. */
  readonly aside: (entry: Entry) => boolean;
  /** Raises what the ledger raises. */
  readonly save: (entry: Entry, state: UnfinishedState) => void;
  /** As `save`, where the upload has its own failure to tell (often this very one): the row on disk is older then, and still right to go on from. */
  readonly saveState: (entry: Entry, state: UnfinishedState) => void;
  /**
   * The user wants the file at its place as it is now. Where a link leads elsewhere, or nothing is there, what was given stays, and opening it
   * tells what is wrong. Raises what the ledger raises.
   */
  readonly giveAgain: (entry: Entry) => Promise<void>;
}

export function createUploadRows(
  { ledger, log, files }: Pick<Ports, 'ledger' | 'log' | 'files'>,
  store: Store,
): UploadRows {
  const update: UploadRows['update'] = (uploadId, change) => {
    const shown = uploadIn(store.get(), uploadId);
    if (shown !== undefined) store.apply(uploadChanged({ ...shown, ...change }));
  };
  const alter = (entry: Entry, facts: Partial<UnfinishedUpload>) => {
    // The engine saved records meanwhile: the row on disk is the truth.
    const row = isStored(entry) ? ledger.unfinishedUpload(entry.upload.id) : undefined;
    entry.upload = { ...(row ?? entry.upload), ...facts };
    if (isStored(entry)) ledger.saveUpload(entry.upload);
  };
  const save: UploadRows['save'] = (entry, state) => alter(entry, { state });
  return {
    update,
    save,
    show: (entry, phase) => update(entry.upload.id, { phase, bytesPerSecond: 0 }),
    aside: ({ upload }) => isPendingCancel(store.get(), upload.id),
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
