// The queue of uploads: order, pause, resume, cancel, and waiting for the network or for credentials.
import { uploadEnded, uploadsOrdered } from '../state/rules/app-state';
import { asFailure, Failure, ofStream } from '../model/failure';
import type { JudgedPool, OpenConnection, RetryCondition, RetryConditions } from '../storage/storage';
import { runUpload } from './run-upload';
import { mostAtOnce } from '../model/upload';
import type { Pages } from '../pages/pages';
import type { Ports } from '../ports/ports';
import {
  failedResult,
  heldBack,
  isStored,
  newEntry,
  pausedResult,
  release,
  reordered,
  type Entry,
  type UploadQueue,
} from './queue-entry';
import type { Store } from '../state/state';
import { removeUpload } from './remove-upload';
import { createUploadRows } from './upload-rows';
import type { ItemContext } from './transfer-file';

export interface QueueOptions extends Pick<ItemContext, 'tell' | 'onServerClock' | 'fileSecrets'> {
  /** Waits for a lost network by itself; otherwise the upload fails and stays resumable. */
  readonly stays: boolean;
  /** Called when an upload has failed and waits for nothing. */
  readonly onFailed?: (failure: Failure, connectionId: string) => void;
}

export function createUploadQueue(
  ports: Ports,
  store: Store,
  access: JudgedPool,
  conditions: RetryConditions,
  pages: Pages,
  { tell, onServerClock, fileSecrets, stays, onFailed }: QueueOptions,
): UploadQueue {
  /** Changed in its place: new lists of a thousand were a fifth of all that a command allocated. */
  let entries: Entry[] = [];
  const byId = new Map<string, Entry>();
  let closing = false;
  let takenSlots = 0;
  const work = new Set<Promise<void>>();
  const rows = createUploadRows(ports, store);
  const { pendingCancel, goOn, saveState, save, show, giveAgain } = rows;
  const drop = (entry: Entry) => {
    if (byId.delete(entry.upload.id)) entries.splice(entries.indexOf(entry), 1);
    store.apply(uploadEnded(entry.upload.id));
  };

  const pump = () => {
    if (closing) return;
    for (let at = 0; at < entries.length; at += 1) {
      if (takenSlots >= mostAtOnce) return;
      const entry = entries[at];
      if (entry?.status === 'waiting' && entry.isHeldBack !== true) begin(entry);
    }
    if (takenSlots === 0) rows.saveNow();
  };
  const begin = (entry: Entry) => {
    entry.status = 'running';
    let held = entry.slots;
    takenSlots += held;
    const leave = () => {
      if (held === 0) return;
      takenSlots -= held;
      held = 0;
      pump();
    };
    const run: Promise<void> = perform(entry, leave)
      .catch((error: unknown) => settleOrHold(entry, asFailure(error)))
      .finally(() => work.delete(run))
      .finally(leave);
    work.add(run);
  };

  const perform = async (entry: Entry, onDone: () => void): Promise<void> => {
    try {
      const finished = await access.withConnection(entry.choice, (open) =>
        runUpload(entry.upload, {
          ports,
          store,
          tell,
          onServerClock,
          open,
          rows,
          fileSecrets,
          onDone,
          ...(entry.stream !== undefined && { stream: entry.stream }),
          onRunning(running) {
            entry.running = running;
            if (entry.stopping !== undefined) running.stop(entry.stopping);
          },
          goOn: () => goOn(entry),
          ...(entry.upload.intent.page !== undefined && pages.waysOf(entry.upload)),
        }),
      );
      if (finished.kind === 'stored') pages.stored(entry.upload, finished.stored);
      drop(entry);
      if (finished.kind === 'shared') entry.settle({ ok: true, shared: finished.shared });
      else entry.settle({ ok: true, pageId: finished.stored.item.shareId });
    } catch (error) {
      await afterFailure(entry, asFailure(error));
    } finally {
      delete entry.running;
      delete entry.stopping;
    }
    if (entry.resumeRequested !== true) return;
    delete entry.resumeRequested;
    if (entry.status === 'paused' && !closing) wake(entry);
  };

  const afterFailure = async (entry: Entry, failure: Failure): Promise<void> => {
    if (failure.code === 'unexpected') ports.log.error('an upload failed', failure);
    if (entry.stopping === 'cancel') {
      await abandon(entry);
    } else if (entry.stream !== undefined) {
      // Nobody can go on with it.
      await abandon(entry, ofStream(failure));
    } else if (failure.code === 'paused' || failure.code === 'cancelled' || pendingCancel(entry)) {
      // While closing, the row keeps its state: the next start resumes it.
      if (!closing) saveState(entry, 'paused');
      entry.status = 'paused';
      show(entry, { kind: 'paused' });
      // A command that was stopped ends here: it has no "Resume".
      if (closing || !stays) entry.settle(failedResult(entry, failure));
    } else settleOrHold(entry, failure);
  };

  const settleOrHold = (entry: Entry, failure: Failure) => {
    const waiting = closing ? undefined : conditions.after(failure, entry.choice, entry.upload.id);
    if (waiting !== undefined) return hold(entry, waiting);
    saveState(entry, 'failed');
    entry.status = 'failed';
    show(entry, { kind: 'failed', failure });
    entry.settle(failedResult(entry, failure));
    onFailed?.(failure, entry.upload.connectionId);
  };

  /** Holds the upload until `ready`. Its row keeps its state, so that the next start resumes it too. */
  const hold = (entry: Entry, { phase, ready }: RetryCondition) => {
    const token = Symbol(phase.kind);
    entry.status = 'held';
    entry.waitToken = token;
    show(entry, phase);
    const ifStill = (act: () => void) => {
      if (entry.status === 'held' && entry.waitToken === token && byId.has(entry.upload.id)) act();
    };
    ready
      .then(() => ifStill(() => wake(entry)))
      .catch((error: unknown) => ifStill(() => settleOrHold(entry, asFailure(error))));
  };

  const wake = (entry: Entry) => {
    save(entry, 'active');
    entry.status = 'waiting';
    show(entry, { kind: 'waiting' });
    pump();
  };

  /** Removes what a cancelled upload stored; if that fails, its row stays for the next start. */
  const abandon = async (entry: Entry, failure = new Failure('cancelled')): Promise<void> => {
    saveState(entry, 'abandoned');
    drop(entry);
    pages.left(entry.upload);
    try {
      const removed = ({ objects }: OpenConnection) => removeUpload(objects, entry.upload);
      const isGone = await access.toEnd.withConnection(entry.choice, removed);
      if (isStored(entry) && isGone) ports.ledger.forgetUpload(entry.upload.id);
    } catch (error) {
      ports.log.error('what a cancelled upload stored could not be removed yet', asFailure(error));
    }
    entry.settle(failedResult(entry, failure));
  };

  return {
    add(items) {
      const added = items.map(newEntry);
      for (const held of heldBack(added))
        void held.after.then(() => {
          release(held.entries, ports.ledger);
          pump();
        });
      entries = [...entries, ...added.map(({ entry }) => entry)];
      for (const { entry } of added) byId.set(entry.upload.id, entry);
      store.apply((state) => ({ ...state, uploads: [...state.uploads, ...added.map(({ row }) => row)] }));
      pump();
      return new Map(added.map(({ entry, settled }) => [entry.upload.id, settled]));
    },

    pause(uploadId) {
      const entry = byId.get(uploadId);
      if (entry === undefined || entry.status === 'failed' || entry.status === 'paused') return;
      if (entry.status === 'running') {
        delete entry.resumeRequested;
        entry.stopping ??= 'pause';
        entry.running?.stop('pause');
        return;
      }
      entry.status = 'paused';
      saveState(entry, 'paused');
      show(entry, { kind: 'paused' });
      if (!stays) entry.settle(pausedResult(entry));
    },

    resume(uploadId) {
      const entry = byId.get(uploadId);
      if (entry === undefined || entry.status === 'waiting') return undefined;
      if (entry.status === 'running') {
        entry.resumeRequested = entry.stopping === 'pause';
        return undefined;
      }
      const wasSettled = entry.status === 'failed';
      wake(entry);
      if (!wasSettled) return undefined;
      return new Promise((resolve) => {
        entry.settle = resolve;
      });
    },

    async giveAgain(uploadId) {
      const entry = byId.get(uploadId);
      if (entry?.status === 'failed') await giveAgain(entry);
    },

    async cancel(uploadId) {
      const entry = byId.get(uploadId);
      if (entry === undefined) return;
      entry.stopping = 'cancel';
      if (entry.status === 'running') entry.running?.stop('cancel');
      else await abandon(entry);
    },

    move(uploadIds, beforeId) {
      const moved = new Set(uploadIds);
      if (beforeId !== undefined && moved.has(beforeId)) return;
      entries = [...reordered(entries, moved, beforeId)];
      store.apply(uploadsOrdered(entries.map(({ upload }) => upload.id)));
    },

    ids: () => entries.map(({ upload }) => upload.id),
    isFailed: (uploadId) => byId.get(uploadId)?.status === 'failed',

    async stop() {
      closing = true;
      for (const entry of entries) {
        // Its cancel can no longer be undone: the next start removes what it stored.
        if (pendingCancel(entry)) {
          saveState(entry, 'abandoned');
          pages.uncount(entry.upload);
        }
        if (entry.status === 'running') {
          entry.stopping ??= 'pause';
          entry.running?.stop('pause');
        } else entry.settle(pausedResult(entry));
      }
      await Promise.all(work);
    },
  };
}
