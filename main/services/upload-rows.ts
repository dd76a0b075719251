// Why this exists: an upload in the queue has two rows: the one that is shown, and the one on disk that a crash leaves.
import { isAside, uploadChanged, uploadIn, type Upload, type UploadPhase } from '../domain/app-state';
import { asFailure } from '../domain/failure';
import type { Ports, UnfinishedState } from './ports';
import { isStored, type Entry } from './queue-entry';
import type { Store } from './store';

export interface UploadRows {
  readonly update: (entry: Entry, change: Partial<Upload>) => void;
  readonly show: (entry: Entry, phase: UploadPhase) => void;
  /** Cancelled with all others, and out of sight while it could come back. */
  readonly aside: (entry: Entry) => boolean;
  /** Raises what the ledger raises. */
  readonly save: (entry: Entry, state: UnfinishedState) => void;
  /** As `save`, where the upload has its own failure to tell (often this very one): the row on disk is older then, and still right to go on from. */
  readonly saveState: (entry: Entry, state: UnfinishedState) => void;
}

export function createUploadRows({ ledger, log }: Pick<Ports, 'ledger' | 'log'>, store: Store): UploadRows {
  const update: UploadRows['update'] = (entry, change) => {
    const shown = uploadIn(store.get(), entry.upload.id);
    if (shown !== undefined) store.apply(uploadChanged({ ...shown, ...change }));
  };
  const save: UploadRows['save'] = (entry, state) => {
    // The engine saved records meanwhile: the row on disk is the truth.
    const row = isStored(entry) ? ledger.unfinishedUpload(entry.upload.id) : undefined;
    entry.upload = { ...(row ?? entry.upload), state };
    if (isStored(entry)) ledger.saveUpload(entry.upload);
  };
  return {
    update,
    save,
    show: (entry, phase) => update(entry, { phase, bytesPerSecond: 0 }),
    aside: ({ upload }) => isAside(store.get(), upload.id),
    saveState(entry, state) {
      if (!isStored(entry)) return;
      try {
        save(entry, state);
      } catch (error) {
        log.error('the state of an upload could not be saved', asFailure(error));
      }
    },
  };
}
