// Fetches a page without running anything of it.

import { ofPreviews } from '../requests';

const askedMs = 10_000;

export interface FetchedPage {
  /** 0: no answer. */
  readonly status: number;
  /** Only with 200. */
  readonly document?: Document;
  readonly etag?: string;
}

/**
 * `known`: a header by which a page that is still the same is not sent again (304). Never raises. Trusted Types refuse `DOMParser` here; this parses as well.
 * Of another origin nothing is asked but what needs no preflight (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
 */
export const fetchPage = (
  address: string | URL,
  known?: readonly [name: string, value: string],
): Promise<FetchedPage> =>
  new Promise((done) => {
    const isHere = new URL(address, location.href).origin === location.origin;
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    // Without a type, as with 304, a browser takes it for XML, and tells the console that nothing is none.
    request.overrideMimeType('text/html');
    request.timeout = askedMs;
    // What was said before is of no use. A short link is stored with `no-store`.
    if (isHere) request.setRequestHeader('Cache-Control', 'no-cache');
    // A bucket that counts takes it for what it is: nobody saves anything.
    request.setRequestHeader('Accept', ofPreviews);
    if (known !== undefined) request.setRequestHeader(...known);
    request.addEventListener('loadend', () => {
      const { status, responseXML } = request;
      const tag = isHere ? request.getResponseHeader('etag') : null;
      done({
        status,
        ...(status === 200 && responseXML !== null && { document: responseXML }),
        ...(tag !== null && { etag: tag }),
      });
    });
    request.send();
  });
