// The response headers that the link of a page asks for, and whether a browser shows what was answered. Shares and file requests have pages.

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
