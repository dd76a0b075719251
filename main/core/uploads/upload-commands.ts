// What the user can do with uploads, one or all, and with pages that wait for theirs.
import { isPendingCancel, uploadEnded, uploadIn } from '../state/rules/app-state';
import { Failure } from '../model/failure';
import type { Announce } from '../links/announce-results';
import type { ResumeUnfinished } from './resume-unfinished';
import type { TellWithId } from '../state/notices';
import type { Pages } from '../pages/page-queue';
import { results } from './queue-entry';
import { createUndoableCancel, type UndoableCancel } from './undoable-cancel';
import type { Store } from '../state/state-store';
import type { UploadQueue } from './upload-queue';

export interface Uploads extends ResumeUnfinished, Omit<UndoableCancel, 'end'> {
  pauseUpload(uploadId: string): void;
  resumeUpload(uploadId: string): void;
  pauseAll(): void;
  resumeAll(): void;
  moveUpload(uploadId: string, beforeId: string | undefined): void;
  retryUpload(uploadId: string): Promise<void>;
  canRetry(uploadId: string): boolean;
  dismissUpload(uploadId: string): void;
  /** Pauses what runs; the next start goes on with it, and removes what was cancelled. */
  readonly stopUploads: () => Promise<void>;
}

export function createUploads(
  store: Store,
  queue: UploadQueue,
  pages: Pages,
  announce: Announce,
  resumeUnfinished: ResumeUnfinished,
  tell: TellWithId,
): Uploads {
  const { end, ...undoableCancel } = createUndoableCancel(store, queue, pages, tell);
  return {
    ...resumeUnfinished,
    ...undoableCancel,
    pauseUpload: (uploadId) => queue.pause(uploadId),
    resumeUpload(uploadId) {
      void queue.resume(uploadId)?.then((ended) => announce(results([ended]), true));
    },
    pauseAll() {
      for (const id of queue.ids()) queue.pause(id);
    },
    resumeAll() {
      for (const id of queue.ids()) {
        if (!queue.isFailed(id) && !isPendingCancel(store.get(), id)) void queue.resume(id);
      }
    },
    moveUpload: (uploadId, beforeId) => queue.move(uploadId, beforeId),

    async retryUpload(uploadId) {
      const page = pages.retry(uploadId);
      if (page !== undefined) {
        await page;
        return;
      }
      // The user read that the file changed, and retries all the same.
      const phase = uploadIn(store.get(), uploadId)?.phase;
      if (phase?.kind === 'failed' && phase.failure.code === 'file-changed') await queue.giveAgain(uploadId);
      const again = queue.resume(uploadId);
      if (again === undefined) throw new Failure('file-missing');
      const ended = await again;
      if ('pageId' in ended) await pages.ended(ended.pageId);
      await announce(results([ended]), true);
    },
    async stopUploads() {
      end();
      await queue.stop();
      await pages.stop();
    },
    canRetry: (uploadId) => queue.isFailed(uploadId) || pages.isFailed(uploadId),
    dismissUpload(uploadId) {
      if (pages.isFailed(uploadId)) pages.giveUp(uploadId);
      else if (queue.isFailed(uploadId)) void queue.cancel(uploadId);
      else if (!queue.ids().includes(uploadId) && !pages.has(uploadId)) store.apply(uploadEnded(uploadId));
    },
  };
}
