// Cancel with undo, of one upload or of all: they are paused and hidden for 60 s, then really cancelled.
import {
  cancelsPending,
  isPendingCancel,
  noticeDismissed,
  pendingCancelsUndone,
  uploadsOrdered,
} from '../state/rules/app-state';
import { Failure } from '../model/failure';
import type { TellWithId, Store } from '../state/state';
import type { Pages } from '../pages/pages';
import type { UploadQueue } from './queue-entry';
import { uploadLines } from './rules/upload-lines';

interface Offer {
  readonly pageIds: readonly string[];
  readonly uploadIds: readonly string[];
  readonly hidden: ReadonlySet<string>;
  /** Neither paused nor failed before. */
  readonly moving: readonly string[];
  readonly timer: NodeJS.Timeout;
  readonly unwatch: () => void;
}

const undoMs = 60_000;

export function createUndoableCancel(store: Store, queue: UploadQueue, pages: Pages, tell: TellWithId) {
  /** By the id of the notice that offers the undo. */
  const offers = new Map<string, Offer>();

  const take = (noticeId: string): Offer | undefined => {
    const offer = offers.get(noticeId);
    if (offer === undefined) return undefined;
    offers.delete(noticeId);
    clearTimeout(offer.timer);
    offer.unwatch();
    store.apply(noticeDismissed(noticeId));
    return offer;
  };

  const commit = (noticeId: string) => {
    const offer = take(noticeId);
    if (offer === undefined) return;
    // First the pages: otherwise the last cancelled upload would finish a page of the files that are stored already.
    for (const id of offer.pageIds) pages.giveUp(id);
    for (const id of offer.uploadIds) void queue.cancel(id);
  };
  /** Cancels now, without waiting for the minute. */
  const commitCancels = () => {
    for (const noticeId of offers.keys()) commit(noticeId);
  };

  const cancel = (uploadIds: readonly string[], pageIds: readonly string[], hidden: ReadonlySet<string>) => {
    if (uploadIds.length === 0 && pageIds.length === 0) return;
    const shown = store.get().uploads.filter(({ id }) => hidden.has(id));
    const moving = shown.filter(({ phase }) => phase.kind !== 'paused' && phase.kind !== 'failed');
    store.apply(cancelsPending(hidden));
    for (const id of uploadIds) queue.pause(id);
    const { pages: shownPages } = store.get();
    // A file that is cancelled alone is named by itself, and a page with its files counts as one.
    const lines = pageIds.length > 0 ? uploadLines(shown, shownPages) : shown;
    const only = lines.length === 1 ? lines[0] : undefined;
    const noticeId = tell({
      kind: 'cancelled',
      count: lines.length,
      ...(only !== undefined && { name: only.name }),
      ...(only?.pageId !== undefined && { ofPage: true }),
    });
    offers.set(noticeId, {
      pageIds,
      uploadIds,
      hidden,
      moving: moving.map(({ id }) => id),
      timer: setTimeout(commit, undoMs, noticeId).unref(),
      unwatch: store.subscribe(['notices'], ({ notices }) => {
        if (!notices.some(({ id }) => id === noticeId)) commit(noticeId);
      }),
    });
  };

  return {
    /**
     * Cancels an upload, or a page that is not made yet with all its uploads (by the draft's id): after a minute, or as soon as the notice that
     * offers to undo it is dismissed. If the process is killed meanwhile it is a paused upload at its next start. The earlier cancel of a file of
     * the page becomes final.
     */
    cancelUpload(uploadId: string) {
      if (isPendingCancel(store.get(), uploadId)) return;
      if (pages.has(uploadId)) {
        const files = new Set(pages.pending(uploadId));
        for (const [noticeId, offer] of offers) {
          if (offer.uploadIds.some((id) => files.has(id))) commit(noticeId);
        }
        const left = pages.pending(uploadId);
        cancel(left, [uploadId], new Set([uploadId, ...left]));
      } else cancel(queue.ids().includes(uploadId) ? [uploadId] : [], [], new Set([uploadId]));
    },

    /** Cancels every upload and page that is not made yet, with one undo for all. An earlier cancel becomes final. */
    cancelAll() {
      commitCancels();
      cancel(queue.ids(), pages.ids(), new Set(store.get().uploads.map(({ id }) => id)));
    },

    /** Shows them again and resumes those that were neither paused nor failed. Raises `upload-not-found` once it is too late. */
    undoCancel(noticeId: string) {
      const offer = take(noticeId);
      if (offer === undefined) throw new Failure('upload-not-found');
      store.apply(pendingCancelsUndone(offer.hidden));
      store.apply(uploadsOrdered(queue.ids()));
      for (const id of offer.moving) void queue.resume(id);
    },

    commitCancels,

    /** The process ends: the next start removes what is pending. */
    end: () => {
      for (const noticeId of offers.keys()) for (const id of take(noticeId)?.pageIds ?? []) pages.giveUp(id);
    },
  };
}
