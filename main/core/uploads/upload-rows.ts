// The rows of uploads: the shown one in the state, the one in the ledger that a crash leaves, and with how many requests at once each connection ended.
import { asFailure, Failure } from '../model/failure';
import { givenOf } from '../model/given-file';
import type { UnfinishedState, UnfinishedUpload, Upload, UploadPhase } from '../model/upload';
import type { Ledger } from '../ports/ledger';
import type { Ports } from '../ports/ports';
import { isPendingCancel, uploadUpdated } from '../state/rules/app-state';
import type { Store } from '../state/state';
import { createRequestsAtOnce } from './kept-numbers';
import { isStored, type Entry } from './queue-entry';

export function createUploadRows({ ledger, log, files }: Pick<Ports, 'ledger' | 'log' | 'files'>, store: Store) {
  const update = (uploadId: string, change: Partial<Upload>) => store.apply(uploadUpdated(uploadId, change));
  const alter = (entry: Entry, facts: Partial<UnfinishedUpload>) => {
    // The engine saved records meanwhile, so the row in the ledger is newer.
    const row = isStored(entry) ? ledger.unfinishedUpload(entry.upload.id) : undefined;
    entry.upload = { ...(row ?? entry.upload), ...facts };
    if (!isStored(entry)) return;
    // A server that refuses one file refuses a thousand, and each would wait for the disk alone.
    if (facts.state === 'failed') ledger.saveFailedUpload(entry.upload);
    else ledger.saveUpload(entry.upload);
  };
  const save = (entry: Entry, state: UnfinishedState) => alter(entry, { state });
  const pendingCancel = ({ upload }: Entry) => isPendingCancel(store.get(), upload.id);
  return {
    /** Changes the shown row, if it is still shown. */
    update,
    ...createRowBatch(ledger),
    requestsAtOnce: createRequestsAtOnce({ ledger, log }, store),
    /** Raises what the ledger raises. */
    save,
    show: (entry: Entry, phase: UploadPhase) => update(entry.upload.id, { phase, bytesPerSecond: 0 }),
    /** Hidden by an undoable cancel. */
    pendingCancel,
    /** Raises `cancelled` where the upload was stopped: no link is made of one under an undoable cancel either. */
    goOn: (entry: Entry) => {
      if (entry.stopping === 'cancel' || pendingCancel(entry)) throw new Failure('cancelled');
    },
    /** As `save`, but logs a failure: the upload has one of its own to tell, and the older row is still right to resume from. */
    saveState: (entry: Entry, state: UnfinishedState) => {
      if (!isStored(entry)) return;
      try {
        save(entry, state);
      } catch (error) {
        log.error('the state of an upload could not be saved', asFailure(error));
      }
    },
    /**
     * Accepts the file at the path as it is now. Where a symbolic link leads elsewhere, or no file is there, the row keeps the file it had, and
     * opening that says what is wrong. Raises what the ledger raises.
     */
    giveAgain: async (entry: Entry) => {
      const { path } = entry.upload;
      const found = await files.find(path).catch(() => undefined);
      const file = found?.files.find((one) => one.path === path);
      if (file !== undefined) alter(entry, { given: givenOf(file) });
    },
  };
}

export type UploadRows = ReturnType<typeof createUploadRows>;

interface Waiting {
  readonly write: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const longestWaitMs = 100;
/** Transactions take this part of the time at most: a quick disk lets nobody wait. */
const restPerWork = 10;

/**
 * Saves the rows of many uploads in one transaction: each waits for the disk, and thousands of small files would wait one by one. The first write is
 * saved at once. Those that follow wait together, ten times as long as the last transaction took, at most 100 ms.
 */
export function createRowBatch(ledger: Pick<Ledger, 'together'>, now: () => number = () => performance.now()) {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let restUntilMs = Number.NEGATIVE_INFINITY;

  const saveAll = (writes: readonly Waiting[]) => {
    try {
      ledger.together(() => {
        for (const { write } of writes) write();
      });
    } catch (error) {
      const [only] = writes;
      // Nothing was written: one that fails does so alone.
      if (writes.length === 1) only?.reject(error);
      else for (const one of writes) saveAll([one]);
      return;
    }
    for (const { resolve } of writes) resolve();
  };
  const flush = () => {
    timer = undefined;
    const writes = waiting;
    waiting = [];
    const beganMs = now();
    saveAll(writes);
    const endedMs = now();
    restUntilMs = endedMs + Math.min(longestWaitMs, restPerWork * (endedMs - beganMs));
  };

  return {
    /**
     * Runs `write` inside a transaction, which may be that of others too. Durable once it resolves. Raises what `write` raises, of which nothing is
     * written then, and what the ledger raises.
     */
    commit: (write: () => void): Promise<void> =>
      new Promise((resolve, reject) => {
        waiting.push({ write, resolve, reject });
        if (timer !== undefined) return;
        const waitMs = restUntilMs - now();
        if (waitMs <= 0) flush();
        else timer = setTimeout(flush, waitMs);
      }),
    /** Lets nothing wait any longer. */
    saveNow: () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      flush();
    },
  };
}
