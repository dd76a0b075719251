// What the user can do with uploads, one or all, and with pages that wait for theirs.
import { uploadEnded, uploadIn } from '../state/rules/app-state';
import { Failure } from '../model/failure';
import type { Announce } from '../links/links';
import type { ResumeUnfinished } from './resume-unfinished';
import type { TellWithId, Store } from '../state/state';
import type { Pages } from '../pages/pages';
import { results } from './announce-gesture';
import type { Ended, UploadQueue } from './queue-entry';
import { createUndoableCancel } from './undoable-cancel';

export function createUploadCommands(
  store: Store,
  queue: UploadQueue,
  pages: Pages,
  announce: Announce,
  resumeUnfinished: ResumeUnfinished,
  tell: TellWithId,
) {
  const { end, ...undoableCancel } = createUndoableCancel(store, queue, pages, tell);
  /** `undefined` when it did not fail. */
  const retry = async (uploadId: string): Promise<Ended | undefined> => {
    // The user read that the file changed, and retries all the same.
    const phase = uploadIn(store.get(), uploadId)?.phase;
    if (phase?.kind === 'failed' && phase.failure.code === 'file-changed') await queue.giveAgain(uploadId);
    const ended = await queue.resume(uploadId);
    if (ended !== undefined && 'pageId' in ended) await pages.ended(ended.pageId);
    return ended;
  };
  const filesOf = (pageId: string) => pages.pending(pageId);
  const failedOf = (pageId: string) => {
    const failed = store.get().uploads.filter((upload) => upload.pageId === pageId && upload.phase.kind === 'failed');
    return failed.map(({ id }) => id);
  };
  const resumeEach = (ids: readonly string[]) => {
    const { pendingCancel } = store.get();
    const hidden = new Set(pendingCancel.map(({ id }) => id));
    for (const id of ids) {
      if (!queue.isFailed(id) && !hidden.has(id)) void queue.resume(id);
    }
  };
  const pauseEach = (ids: readonly string[]) => {
    for (const id of ids) queue.pause(id);
  };
  return {
    ...resumeUnfinished,
    ...undoableCancel,
    pauseUpload: (uploadId: string) => (pages.has(uploadId) ? pauseEach(filesOf(uploadId)) : queue.pause(uploadId)),
    resumeUpload(uploadId: string) {
      if (pages.has(uploadId)) resumeEach(filesOf(uploadId));
      else void queue.resume(uploadId)?.then((ended) => announce(results([ended]), true));
    },
    pauseAll: () => pauseEach(queue.ids()),
    resumeAll: () => resumeEach(queue.ids()),
    moveUpload(uploadId: string, beforeId: string | undefined) {
      const order = queue.ids();
      const own = (id: string) => new Set(pages.has(id) ? filesOf(id) : [id]);
      const moved = own(uploadId);
      const before = beforeId === undefined ? undefined : own(beforeId);
      queue.move(
        order.filter((id) => moved.has(id)),
        before && order.find((id) => before.has(id)),
      );
    },

    /** Of a page: its failed files, or writing it. */
    async retryUpload(uploadId: string) {
      const page = pages.retry(uploadId);
      if (page !== undefined) {
        await page;
        return;
      }
      const again = await Promise.all((pages.has(uploadId) ? failedOf(uploadId) : [uploadId]).map(retry));
      const ended = again.filter((one) => one !== undefined);
      if (ended.length === 0) throw new Failure('file-missing');
      await announce(results(ended), true);
    },
    /** Pauses what runs; the next start goes on with it, and removes what was cancelled. */
    async stopUploads() {
      end();
      await queue.stop();
      await pages.stop();
    },
    canRetry: (uploadId: string) =>
      queue.isFailed(uploadId) || pages.isFailed(uploadId) || failedOf(uploadId).length > 0,
    /** Of a page: it is made without its failed files, or given up where writing it failed. */
    dismissUpload(uploadId: string) {
      if (pages.isFailed(uploadId)) pages.giveUp(uploadId);
      else if (queue.isFailed(uploadId)) void queue.cancel(uploadId);
      else if (pages.has(uploadId)) for (const id of failedOf(uploadId)) void queue.cancel(id);
      else if (!queue.ids().includes(uploadId)) store.apply(uploadEnded(uploadId));
    },
  };
}

/** An id of an upload may be that of a page (its draft): then the act is one on all its files. */
export type Uploads = ReturnType<typeof createUploadCommands>;
