// The response headers that the link of a page, and the links in it, ask for; and whether a browser shows what was answered. They are part of
// the signatures. Shares and file requests have pages.
import { contentDisposition } from './link-headers';

/** A page is shown inline and not cached: it holds links that end. */
export const pageAnswer = {
  responseContentType: 'text/html; charset=utf-8',
  responseContentDisposition: 'inline',
  responseCacheControl: 'no-store',
} as const;

export interface SeenPage {
  readonly contentType?: string;
  readonly contentDisposition?: string;
}

/** Whether a browser shows this response as a page. Some storages give HTML as a download only, or as plain text. */
export const showsPage = ({ contentType = '', contentDisposition: disposition = '' }: SeenPage): boolean =>
  /^text\/html\b/i.test(contentType) && !/^attachment\b/i.test(disposition);

export interface ItemAnswer {
  readonly responseContentType: 'application/octet-stream';
  readonly responseContentDisposition: string;
  readonly responseCacheControl: 'no-store';
}

/**
 * How the files of a page answer: as bytes to save, whatever they are, so that none can run at the page's origin. Where links share
 * their query (`signatures`) the name cannot be in it: the page names the file (`<a download>`). `path` is the file's with its folders.
 */
export const itemAnswer = (form: 'links' | 'signatures', path: string): ItemAnswer => ({
  responseContentType: 'application/octet-stream',
  responseContentDisposition:
    form === 'links' ? contentDisposition('attachment', path.slice(path.lastIndexOf('/') + 1)) : 'attachment',
  responseCacheControl: 'no-store',
});
