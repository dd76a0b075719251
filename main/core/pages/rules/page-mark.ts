// How a page carries what writes its mark.
import type { SignedForm, SignedRequest } from '../../model/requests/guest-request';

/** The mark is exactly so long: nothing can be said with it. */
export const markBytes = 1;

/** As the page reads it: path-absolute (RFC 3986, section 4.2), since the page and its mark have one origin. A bearer secret. */
export interface PageMark {
  readonly url: string;
  /** Of a form; the file comes last. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Of a PUT. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Unix ms on the server's clock, where that is before the end of the page. */
  readonly ends?: number;
}

/** `pageEndsAtMs`: Unix ms on the server's clock. */
export function pageMark(write: SignedForm | SignedRequest, pageEndsAtMs: number): PageMark {
  const { pathname, search } = new URL(write.url);
  const ends = write.expiresAtMs < pageEndsAtMs ? { ends: write.expiresAtMs } : {};
  if ('fields' in write) return { url: pathname, fields: write.fields, ...ends };
  // The length is signed too, and browsers alone may say it.
  const { 'content-length': _byBrowser, ...headers } = write.headers;
  return { url: pathname + search, headers, ...ends };
}
