// Cancel-all with undo: uploads are paused and hidden for 60 s, then really cancelled.
import { noticesEnded, pendingCancelsUndone, uploadsOrdered, allCancelsPending } from '../state/rules/app-state';
import { Failure } from '../model/failure';
import type { Tell } from '../state/notices';
import type { Pages } from '../pages/page-queue';
import type { Store } from '../state/state-store';
import type { UploadQueue } from './upload-queue';

export interface UndoableCancel {
  /**
   * Cancels every upload and page that is not made yet: after a minute, or as soon as the notice that offers to undo it is dismissed. If the
   * process is killed meanwhile they are paused uploads at its next start.
   */
  cancelAll(): void;
  /** Shows them again and resumes those that were neither paused nor failed. Raises `upload-not-found` once it is too late. */
  undoCancelAll(): void;
  /** Cancels now, without waiting for the minute. */
  readonly commitCancel: () => void;
  /** The process ends: the next start removes what is pending. */
  readonly end: () => void;
}

interface Cancelled {
  readonly pageIds: readonly string[];
  readonly uploadIds: readonly string[];
  /** Neither paused nor failed before. */
  readonly moving: readonly string[];
  readonly timer: NodeJS.Timeout;
  readonly unwatch: () => void;
}

const undoMs = 60_000;

export function createUndoableCancel(store: Store, queue: UploadQueue, pages: Pages, tell: Tell): UndoableCancel {
  let cancelled: Cancelled | undefined;

  /** Ends the offer to undo. */
  const take = (): Cancelled | undefined => {
    const taken = cancelled;
    cancelled = undefined;
    if (taken === undefined) return undefined;
    clearTimeout(taken.timer);
    taken.unwatch();
    store.apply(noticesEnded('cancelled'));
    return taken;
  };

  const commitCancel = () => {
    const taken = take();
    if (taken === undefined) return;
    // First the pages: otherwise the last cancelled upload would finish a page of the files that are stored already.
    for (const id of taken.pageIds) pages.giveUp(id);
    for (const id of taken.uploadIds) void queue.cancel(id);
  };

  return {
    cancelAll() {
      commitCancel();
      const { uploads } = store.get();
      const moving = uploads.filter(({ phase }) => phase.kind !== 'paused' && phase.kind !== 'failed');
      const uploadIds = queue.ids();
      const pageIds = pages.ids();
      if (uploadIds.length === 0 && pageIds.length === 0) return;
      store.apply(allCancelsPending);
      for (const id of uploadIds) queue.pause(id);
      tell({ kind: 'cancelled', count: uploads.length });
      cancelled = {
        pageIds,
        uploadIds,
        moving: moving.map(({ id }) => id),
        timer: setTimeout(commitCancel, undoMs).unref(),
        unwatch: store.subscribe(({ notices }) => {
          if (!notices.some(({ content }) => content.kind === 'cancelled')) commitCancel();
        }),
      };
    },

    undoCancelAll() {
      const taken = take();
      if (taken === undefined) throw new Failure('upload-not-found');
      store.apply(pendingCancelsUndone);
      store.apply(uploadsOrdered(queue.ids()));
      for (const id of taken.moving) void queue.resume(id);
    },

    commitCancel,

    end() {
      for (const id of take()?.pageIds ?? []) pages.giveUp(id);
    },
  };
}
