// One press cancels everything, and nobody is asked before: for a minute it only stands still, out of sight, and can come back.
import { noticesEnded, uploadsBroughtBack, uploadsOrdered, uploadsSetAside } from '../state/rules/app-state';
import { Failure } from '../model/failure';
import type { Tell } from '../state/notices';
import type { Pages } from '../pages/page-queue';
import type { Store } from '../state/state-store';
import type { UploadQueue } from './upload-queue';

export interface UndoableCancel {
  /**
   * Every upload and page that is not made yet: given up after a minute, or as soon as the notice that offers to undo it is gone. If the process
   * is killed meanwhile they are paused uploads at its next start.
   */
  cancelAll(): void;
  /** What was paused or had failed before is that again, and the rest goes on. Raises `upload-not-found` once it is too late. */
  undoCancelAll(): void;
  /** Gives up now what could still come back. */
  readonly commitCancel: () => void;
  /** The process ends: what is aside is removed at the next start. */
  readonly end: () => void;
}

interface Cancelled {
  readonly pageIds: readonly string[];
  readonly uploadIds: readonly string[];
  /** Those that nobody had paused and that had not failed. */
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

  const decide = () => {
    const taken = take();
    if (taken === undefined) return;
    // First the pages: otherwise the last cancelled upload would make a page of what is stored already.
    for (const id of taken.pageIds) pages.giveUp(id);
    for (const id of taken.uploadIds) void queue.cancel(id);
  };

  return {
    cancelAll() {
      decide();
      const { uploads } = store.get();
      const moving = uploads.filter(({ phase }) => phase.kind !== 'paused' && phase.kind !== 'failed');
      const uploadIds = queue.ids();
      const pageIds = pages.ids();
      if (uploadIds.length === 0 && pageIds.length === 0) return;
      store.apply(uploadsSetAside);
      for (const id of uploadIds) queue.pause(id);
      tell({ kind: 'cancelled', count: uploads.length });
      cancelled = {
        pageIds,
        uploadIds,
        moving: moving.map(({ id }) => id),
        timer: setTimeout(decide, undoMs).unref(),
        unwatch: store.subscribe(({ notices }) => {
          if (!notices.some(({ content }) => content.kind === 'cancelled')) decide();
        }),
      };
    },

    undoCancelAll() {
      const taken = take();
      if (taken === undefined) throw new Failure('upload-not-found');
      store.apply(uploadsBroughtBack);
      store.apply(uploadsOrdered(queue.ids()));
      for (const id of taken.moving) void queue.resume(id);
    },

    commitCancel: decide,

    end() {
      for (const id of take()?.pageIds ?? []) pages.giveUp(id);
    },
  };
}
