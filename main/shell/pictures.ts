// Why this exists: a QR code is as secret as its link, so the window gets it once, as an answer that nothing keeps, and never as text.
import type { RandomBytes } from '../services/ports';

export interface Pictures {
  /** Gives the path on the page's origin under which this PNG can be fetched once, within a minute. */
  readonly offer: (png: Uint8Array) => string;
  /** What is offered under that path; the second time nothing. */
  readonly take: (path: string) => Uint8Array | undefined;
}

const offeredMs = 60_000;
const tokenBytes = 16;

export function createPictures(randomBytes: RandomBytes): Pictures {
  const offered = new Map<string, { readonly png: Uint8Array; readonly timer: NodeJS.Timeout }>();
  return {
    offer(png) {
      const path = `/picture/${Buffer.from(randomBytes(tokenBytes)).toString('base64url')}`;
      const timer = setTimeout(() => offered.delete(path), offeredMs).unref();
      offered.set(path, { png, timer });
      return path;
    },
    take(path) {
      const found = offered.get(path);
      clearTimeout(found?.timer);
      offered.delete(path);
      return found?.png;
    },
  };
}
