// The transitions of pages whose files are being uploaded.
import type { UploadingPage } from '../../model/upload';
import { uploadEnded, type Transition } from './app-state';

/** A page that begins, or whose title, counts or speed changed. */
export const pageChanged =
  (page: UploadingPage): Transition =>
  (state) => {
    const at = state.pages.findIndex(({ id }) => id === page.id);
    return { ...state, pages: at < 0 ? [...state.pages, page] : state.pages.with(at, page) };
  };

/** The page was made or given up. */
export const pageEnded =
  (pageId: string): Transition =>
  (state) => ({ ...uploadEnded(pageId)(state), pages: state.pages.filter(({ id }) => id !== pageId) });

/** A file of a page was stored: in one step, or the page's progress would fall back for a moment. */
export const fileStored =
  (uploadId: string, page: UploadingPage): Transition =>
  (state) =>
    pageChanged(page)(uploadEnded(uploadId)(state));
