// What a link says of itself, before anything is asked.
import { isPageKey } from '../../model/keys/object-key';
import { Failure } from '../../model/failure';
import type { Reason } from '../../../../resources/words/reasons';

/**
 * `file`, `page`: a presigned GET, by the form of its key. `address`: anything else, which is one of Mayfly's only where a short link answers
 * there.
 */
export type LinkKind = 'file' | 'page' | 'address';

export interface ReadLink {
  readonly kind: LinkKind;
  /** Without its fragment. A bearer secret. */
  readonly url: string;
  /** Of an encrypted share: 22 characters of base64url. */
  readonly secret: string | undefined;
}

/** More than any link of Mayfly's, characters. */
const mostCharacters = 16_384;

const notOurs = (reason: Reason): Failure => new Failure('link-not-ours', { reason });

/** 16 bytes as base64url, in their only form; `undefined` for anything else. `fragment`: with its `#`, or empty. */
const secretIn = (fragment: string): string | undefined => /^#([\w-]{21}[AQgw])$/.exec(fragment)?.[1];

/** AWS, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)". */
function isPresigned({ searchParams }: URL): boolean {
  const only = (name: string) => {
    const [value = '', ...more] = searchParams.getAll(name);
    return more.length === 0 ? value : '';
  };
  return (
    only('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' &&
    /^[0-9a-f]{64}$/.test(only('X-Amz-Signature')) &&
    only('X-Amz-Credential') !== '' &&
    /^\d{1,8}$/.test(only('X-Amz-Expires'))
  );
}

/** The last three segments of a page's path are its key, without what a connection puts before it. */
const keyEnd = (pathname: string): string => pathname.split('/').slice(-3).join('/');

/**
 * Takes a link apart. Every presigned GET is taken for one of Mayfly's: the links of single files are nothing else, and those to what lay in a
 * bucket before have any key. Raises `link-not-ours` for what is no web address.
 */
export function readLink(text: string): ReadLink {
  const typed = text.trim();
  if (typed.length > mostCharacters || !URL.canParse(typed)) throw notOurs('it is no web address');
  const url = new URL(typed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw notOurs('it is no web address');
  if (url.username !== '' || url.password !== '') throw notOurs('it holds a user name');
  const secret = secretIn(url.hash);
  url.hash = '';
  const kind = isPresigned(url) ? (isPageKey(keyEnd(url.pathname)) ? 'page' : 'file') : 'address';
  return { kind, url: url.href, secret };
}

/**
 * The absolute URL of a reference in a page; `undefined` where it leads to another origin, because a page of Mayfly's holds links to its own
 * bucket alone, and a made one must not ask other servers from here.
 */
export function atOrigin(reference: string, pageUrl: string): string | undefined {
  if (!URL.canParse(reference, pageUrl)) return undefined;
  const found = new URL(reference, pageUrl);
  found.hash = '';
  return found.origin === new URL(pageUrl).origin ? found.href : undefined;
}

/** What stays of a stored object's address when its link is signed anew. */
export function placeIn(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
