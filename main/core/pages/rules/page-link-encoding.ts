// Presigned URLs as a page carries them: without the origin they share, and where a list is long without the query they share.
import type { Reason } from '../../../../resources/words/reasons';
import { Failure } from '../../model/failure';

const signatureName = 'X-Amz-Signature';

/** One presigned URL taken apart. */
interface SignedParts {
  readonly origin: string;
  /** Path-absolute reference, percent-encoded as it was signed. */
  readonly path: string;
  /** The query without the signature, in its order, encoded as it was signed. */
  readonly query: string;
  /** Lower-case hex, 64 characters. */
  readonly signature: string;
}

// Never the URL itself: a failure's text may be logged.
const broken = (reason: Reason) => new Failure('unexpected', { reason });

function takeApart(url: string): SignedParts {
  const match = /^(https?:\/\/[^/?#]+)(\/[^?#]*)\?([^#]+)$/.exec(url);
  const [, origin, path, query] = match ?? [];
  if (origin === undefined || path === undefined || query === undefined)
    throw broken('a link that is no presigned URL');
  const [whole, signature] = /&X-Amz-Signature=([0-9a-f]{64})(?=&|$)/.exec(`&${query}`) ?? [];
  if (whole === undefined || signature === undefined) throw broken('a link without a SigV4 signature');
  // `//host/…` would name another host; the dot segment goes when the browser resolves it (WHATWG URL, 4.5 "URL serializing", step 3).
  const reference = path.startsWith('//') ? `/.${path}` : path;
  return {
    origin,
    path: reference,
    query: `&${query}`.replace(whole, '').slice(1),
    signature,
  };
}

function takeAllApart(urls: readonly string[]): readonly SignedParts[] {
  const all = urls.map(takeApart);
  if (all.some(({ origin }) => origin !== all[0]?.origin)) throw broken('links of one page at two origins');
  return all;
}

/** Each URL as a path-absolute reference. Raises `unexpected` for what is no presigned URL, or when they are not at one origin. */
export const references = (urls: readonly string[]): readonly string[] =>
  takeAllApart(urls).map(({ path, query, signature }) => `${path}?${query}&${signatureName}=${signature}`);

export interface SharedQuery {
  /** Everything but the signature, encoded as it was signed. */
  readonly query: string;
  /** What every path begins with; ends with `/`. */
  readonly folder: string;
  readonly links: readonly {
    /** The rest of the path. */
    readonly rest: string;
    /** The signature's 32 bytes in base64url: 43 characters. */
    readonly signature: string;
  }[];
}

function commonFolder(paths: readonly string[]): string {
  const first = paths[0] ?? '/';
  let length = first.lastIndexOf('/') + 1;
  for (const path of paths) {
    while (!path.startsWith(first.slice(0, length))) length = first.lastIndexOf('/', length - 2) + 1;
  }
  return first.slice(0, length);
}

/** What URLs signed alike have in common, once. Raises `unexpected` as `references` does, and when the queries differ. */
export function shareQuery(urls: readonly string[]): SharedQuery {
  const all = takeAllApart(urls);
  const query = all[0]?.query ?? '';
  if (all.some((link) => link.query !== query)) throw broken('links of one page that do not share their query');
  const folder = commonFolder(all.map(({ path }) => path));
  return {
    query,
    folder,
    links: all.map(({ path, signature }) => ({
      rest: path.slice(folder.length),
      signature: Buffer.from(signature, 'hex').toString('base64url'),
    })),
  };
}
