// Which answer to an anonymous `Range: bytes=0-0` proves that a link gives the file.

export interface LinkAnswer {
  readonly status: number;
  readonly sizeBytes?: number;
  readonly contentType?: string;
}

/**
 * True when the answer can only come from the object: 206 (or 200 from a server without ranges) with its exact size. An empty object
 * has no first byte: S3 answers 416 and says size 0. A sign-in page answers 200 with another size.
 */
export function provesLink(answer: LinkAnswer, sizeBytes: number): boolean {
  if (sizeBytes === 0) {
    // A sign-in page in chunks tells no size either: only the 416 may keep silent about it.
    return answer.status === 416 ? (answer.sizeBytes ?? 0) === 0 : answer.status === 200 && answer.sizeBytes === 0;
  }
  return (answer.status === 206 || answer.status === 200) && answer.sizeBytes === sizeBytes;
}

/** True when the answer says that the link no longer opens. */
export const provesEnd = (answer: LinkAnswer): boolean => answer.status === 403 || answer.status === 404;

/**
 * `proven`: the link opens. `gone`: the object is missing. `unknown`: the server is in trouble, which says nothing about the link. `wrong`: the
 * link does not open, or opens something else.
 */
export type LinkVerdict = 'proven' | 'gone' | 'unknown' | 'wrong';

/** Judges the answer to an anonymous request. Sources: RFC 9110 sections 15.5.9, 15.6; RFC 6585 section 4. */
export function judgeLink(answer: LinkAnswer, sizeBytes: number): LinkVerdict {
  if (provesLink(answer, sizeBytes)) return 'proven';
  // S3 says it in XML; a proxy or a web server that knows nothing of the object says it in a page.
  if (answer.status === 404) return /html|json|plain/i.test(answer.contentType ?? '') ? 'wrong' : 'gone';
  return answer.status >= 500 || answer.status === 429 || answer.status === 408 ? 'unknown' : 'wrong';
}
