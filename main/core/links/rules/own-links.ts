// Recognises links of Mayfly in a text, such as one that it put on the clipboard itself.
import type { Share } from '../../model/share';

export interface OwnLink {
  readonly share: Share;
  readonly url: string;
}

const anyUrl = /https?:\/\/[^\s<>"')\]]+/g;
const signature = /[?&]X-Amz-Signature=[0-9a-f]{64}/;

/** The host and the decoded path; `undefined` for what is no URL after all. */
function placeOf(url: string): { readonly host: string; readonly path: string } | undefined {
  try {
    const { hostname, pathname } = new URL(url);
    return { host: hostname, path: decodeURIComponent(pathname) };
  } catch {
    return undefined;
  }
}

/** The share whose object the URL names, on any host: the bucket on this computer moves to other ports. */
function shareAt(url: string, shares: readonly Share[]): Share | undefined {
  const place = placeOf(url);
  if (place === undefined) return undefined;
  return shares.find(({ key, bucket, origin }) => {
    if (place.path.endsWith(`/${bucket}/${key}`)) return true;
    // A key of Mayfly's own has 128 random bits; another one is taken for it only in its own bucket.
    return origin === 'uploaded'
      ? place.path.endsWith(`/${key}`)
      : place.path === `/${key}` && place.host.startsWith(`${bucket}.`);
  });
}

export interface KnownLinks {
  readonly shares: () => readonly Share[];
  /** The share that the door of this address forwards to. */
  readonly shareBehind: (address: string) => Share | undefined;
}

/** The presigned URLs and doors of a text with their shares; empty as soon as one is of no known share, which a text without URLs does not read. */
export function ownLinks(text: string, { shares, shareBehind }: KnownLinks): readonly OwnLink[] {
  const urls = (text.match(anyUrl) ?? []).flatMap((url) => {
    if (signature.test(url)) return [{ url }];
    const share = shareBehind(url.replace(/#.*/, ''));
    return share === undefined ? [] : [{ url, share }];
  });
  if (urls.length === 0) return [];
  const known = shares();
  const own = urls.flatMap(({ url, share = shareAt(url, known) }: { readonly url: string; readonly share?: Share }) =>
    share === undefined ? [] : [{ url, share }],
  );
  return own.length === urls.length ? own : [];
}
