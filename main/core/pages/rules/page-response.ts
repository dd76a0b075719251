// The response headers that the links in a page, to its files, ask for; they are part of the signatures.
import { contentDisposition } from '../../storage/rules/content-disposition';
import type { PageForm } from './share-page-list';

export interface ItemAnswer {
  readonly responseContentType: 'application/octet-stream';
  readonly responseContentDisposition: string;
  readonly responseCacheControl: 'no-store';
}

/**
 * How the files of a page answer: as bytes to save, whatever they are, so that none can run at the page's origin. Where links share
 * their query (`signatures`) the name cannot be in it: the page names the file (`<a download>`). `path` is the file's with its folders.
 */
export const itemAnswer = (form: PageForm, path: string): ItemAnswer => ({
  responseContentType: 'application/octet-stream',
  responseContentDisposition:
    form === 'links' ? contentDisposition('attachment', path.slice(path.lastIndexOf('/') + 1)) : 'attachment',
  responseCacheControl: 'no-store',
});
