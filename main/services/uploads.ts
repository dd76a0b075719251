// Why this exists: what the user can do with uploads, one or all, and what becomes of those that an earlier process left.
import { uploadEnded } from '../domain/app-state';
import { asFailure, Failure } from '../domain/failure';
import type { Access } from './access';
import type { Announce } from './announce';
import type { ItemResult } from './app';
import type { Ports, UnfinishedUpload } from './ports';
import { abortAll } from './reconcile';
import type { Store } from './store';
import type { UploadQueue } from './upload-queue';

export interface Uploads {
  pauseUpload(uploadId: string): void;
  resumeUpload(uploadId: string): void;
  cancelUpload(uploadId: string): void;
  pauseAll(): void;
  resumeAll(): void;
  cancelAll(): void;
  moveUpload(uploadId: string, beforeId: string | undefined): void;
  retryUpload(uploadId: string): Promise<void>;
  canRetry(uploadId: string): boolean;
  dismissUpload(uploadId: string): void;
  /** Rows of the ledger that nobody works on. */
  leftBehind(): readonly UnfinishedUpload[];
  /** Takes them (all, or those of these ids) and finishes them; one result each. `onlyActive`: those the user paused stay paused. */
  adopt(ids: readonly string[] | undefined, onlyActive: boolean): Promise<readonly ItemResult[]>;
  /** Aborts an upload of the ledger that is not in the queue. Raises `upload-not-found`. */
  discard(uploadId: string): Promise<void>;
}

export function createUploads(
  ports: Ports,
  store: Store,
  access: Access,
  queue: UploadQueue,
  announce: Announce,
): Uploads {
  const { ledger, pid, isAlive } = ports;

  const leftBehind = () =>
    ledger
      .unfinishedUploads()
      .filter(({ ownerPid }) => ownerPid === pid || !isAlive(ownerPid))
      .filter(({ id }) => !queue.ids().includes(id));

  /** Two processes may want the same rows at once: who writes first has them, and the other finds an owner that is alive. */
  const claim = (ids: readonly string[], onlyActive: boolean): readonly UnfinishedUpload[] => {
    const taken: UnfinishedUpload[] = [];
    if (ids.length === 0) return taken;
    ledger.together(() => {
      for (const row of leftBehind()) {
        if (!ids.includes(row.id)) continue;
        const own: UnfinishedUpload = { ...row, ownerPid: pid, state: onlyActive ? row.state : 'active' };
        ledger.saveUpload(own);
        taken.push(own);
      }
    });
    return taken;
  };

  const removeWhatIsLeft = async ({ id, key, connectionId }: UnfinishedUpload): Promise<void> => {
    await access.with({ kind: 'known', connectionId }, async ({ objects }) => {
      await abortAll(objects, key);
      await objects.remove(key);
    });
    ledger.forgetUpload(id);
  };

  /** Each batch is announced once, when the last of it is over, as it was meant. */
  const announceBatches = async (rows: readonly UnfinishedUpload[], settled: readonly Promise<ItemResult>[]) => {
    const batches = new Map<string, { readonly copy: boolean; readonly results: Promise<ItemResult>[] }>();
    for (const [index, { intent }] of rows.entries()) {
      const batch = batches.get(intent.batchId) ?? { copy: intent.copy, results: [] };
      const result = settled[index];
      if (result !== undefined) batch.results.push(result);
      batches.set(intent.batchId, batch);
    }
    await Promise.all(
      [...batches.values()].map(async ({ copy, results }) => announce(await Promise.all(results), copy)),
    );
  };

  return {
    pauseUpload: (uploadId) => queue.pause(uploadId),
    resumeUpload(uploadId) {
      void queue.resume(uploadId)?.then((result) => announce([result], true));
    },
    cancelUpload: (uploadId) => void queue.cancel(uploadId),
    pauseAll() {
      for (const id of queue.ids()) queue.pause(id);
    },
    resumeAll() {
      for (const id of queue.ids()) if (!queue.isFailed(id)) void queue.resume(id);
    },
    cancelAll() {
      for (const id of queue.ids()) void queue.cancel(id);
    },
    moveUpload: (uploadId, beforeId) => queue.move(uploadId, beforeId),

    async retryUpload(uploadId) {
      const again = queue.resume(uploadId);
      if (again === undefined) throw new Failure('file-missing');
      await announce([await again], true);
    },
    canRetry: (uploadId) => queue.isFailed(uploadId),
    dismissUpload(uploadId) {
      if (queue.isFailed(uploadId)) void queue.cancel(uploadId);
      else if (!queue.ids().includes(uploadId)) store.apply(uploadEnded(uploadId));
    },

    leftBehind,
    async adopt(ids, onlyActive) {
      const rows = leftBehind().filter(({ id }) => ids === undefined || ids.includes(id));
      for (const row of rows.filter(({ state }) => state === 'abandoned')) {
        await removeWhatIsLeft(row).catch((error: unknown) =>
          ports.log.error('what a cancelled upload left could not be removed yet', asFailure(error)),
        );
      }
      const taken = claim(
        rows.filter(({ state }) => state !== 'abandoned').map(({ id }) => id),
        onlyActive,
      );
      if (taken.length === 0) return [];
      const settled = queue.add(
        taken.map((upload) => ({ upload, choice: { kind: 'known', connectionId: upload.connectionId } })),
      );
      const announced = announceBatches(taken, settled);
      const results = await Promise.all(settled);
      await announced;
      return results;
    },
    async discard(uploadId) {
      const row = leftBehind().find(({ id }) => id === uploadId);
      if (row === undefined) throw new Failure('upload-not-found');
      ledger.saveUpload({ ...row, state: 'abandoned' });
      await removeWhatIsLeft(row);
    },
  };
}
