// The transitions of what is no connection, share or upload: file requests, folders, receipts, the reach of this computer, and pages being sent.
import type { FileRequestRow, SavingArrivals } from '../../model/requests/file-request';
import { type AppState, shareChanged, type Transition, uploadEnded } from './app-state';
import { type Receipt, receiptsByShare } from '../../model/receipts/receipt';
import type { NetworkReach } from '../../model/nearby/network-reach';
import type { Share } from '../../model/share';
import type { UploadingPage } from '../../model/upload';

export const fileRequestsAre =
  (fileRequests: readonly FileRequestRow[]): Transition =>
  (state) => ({ ...state, fileRequests, requestChanges: state.requestChanges + 1 });

/** The row as it is now; `undefined` removes it. */
export const fileRequestChanged =
  (requestId: string, row: FileRequestRow | undefined): Transition =>
  (state) => {
    const others = state.fileRequests.filter(({ request }) => request.id !== requestId);
    const rows = row === undefined ? others : [...others, row];
    return fileRequestsAre(rows.toSorted((a, b) => b.request.createdAtMs - a.request.createdAtMs))(state);
  };

/** `undefined` once the saving ended. */
export const savingArrivalsIs =
  (requestId: string, saving: SavingArrivals | undefined): Transition =>
  (state) => {
    const others = state.savingArrivals.filter((one) => one.requestId !== requestId);
    return { ...state, savingArrivals: saving === undefined ? others : [...others, saving] };
  };

export const folderWatchesAre =
  (folderWatches: AppState['folderWatches']): Transition =>
  (state) => ({ ...state, folderWatches });

export const followedAre =
  (followed: AppState['followed']): Transition =>
  (state) =>
    followed.size + state.followed.size === 0 ? state : { ...state, followed, shareChanges: state.shareChanges + 1 };

export const receiptsAre =
  (receipts: readonly Receipt[], marked: readonly string[]): Transition =>
  (state) =>
    receipts.length + marked.length + state.receipts.size === 0
      ? state
      : { ...state, receipts: receiptsByShare(receipts, marked), shareChanges: state.shareChanges + 1 };

export const reachIs =
  (reach: NetworkReach): Transition =>
  (state) => ({ ...state, reach, shareChanges: state.shareChanges + 1, requestChanges: state.requestChanges + 1 });

/** A page that begins, or whose title, counts or speed changed. */
export const pageChanged =
  (page: UploadingPage): Transition =>
  (state) => {
    const at = state.pages.findIndex(({ id }) => id === page.id);
    return { ...state, pages: at < 0 ? [...state.pages, page] : state.pages.with(at, page) };
  };

/** The page was given up, or made and nothing is kept of it. */
export const pageEnded =
  (pageId: string): Transition =>
  (state) => ({ ...uploadEnded(pageId)(state), pages: state.pages.filter(({ id }) => id !== pageId) });

/** The page was made and is a share now: in one step, or there would be neither of them for a moment. */
export const pageMade =
  (pageId: string, share: Share): Transition =>
  (state) =>
    shareChanged(share)(pageEnded(pageId)(state));

/** A file of a page was stored: in one step, or the page's progress would fall back for a moment. */
export const fileStored =
  (uploadId: string, page: UploadingPage): Transition =>
  (state) =>
    pageChanged(page)(uploadEnded(uploadId)(state));
