// The transitions of pages whose files are being uploaded.
import type { Share } from '../../model/share';
import type { UploadingPage } from '../../model/upload';
import { shareChanged, uploadEnded, type Transition } from './app-state';

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
