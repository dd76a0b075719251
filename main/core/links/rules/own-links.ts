// Recognises links of Mayfly in a text, such as one that it put on the clipboard itself.
import type { Share } from '../../model/share';

export interface OwnLink {
  readonly share: Share;
  readonly url: string;
}

const presigned = /https?:\/\/[^\s<>"')\]]+[?&]X-Amz-Signature=[0-9a-f]{64}[^\s<>"')\]]*/g;

/** Whether the URL names the object of the share, on any host: the bucket on this computer moves to other ports. */
function names(url: string, { key, bucket, origin }: Share): boolean {
  let path: string;
  const { hostname, pathname } = new URL(url);
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return false;
  }
  if (path.endsWith(`/${bucket}/${key}`)) return true;
  // A key of Mayfly's own has 128 random bits; another one is taken for it only in its own bucket.
  return origin === 'uploaded' ? path.endsWith(`/${key}`) : path === `/${key}` && hostname.startsWith(`${bucket}.`);
}

/** The presigned URLs of a text with their shares; empty as soon as one is of none of `shares`. */
export function ownLinks(text: string, shares: readonly Share[]): readonly OwnLink[] {
  const links = (text.match(presigned) ?? []).map((url) => ({ url, share: shares.find((share) => names(url, share)) }));
  const own = links.flatMap(({ url, share }) => (share === undefined ? [] : [{ url, share }]));
  return own.length === links.length ? own : [];
}
