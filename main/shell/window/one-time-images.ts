// A QR code is as secret as its link, and a shared picture as private as its file: the window gets them once, as an answer that nothing
// keeps, and never as text or as a path of this computer.
import type { RandomBytes } from '../../core/model/system';

export interface Pictures {
  /** Gives the path on the page's origin under which this picture can be fetched once, within a minute. It is a PNG unless said otherwise. */
  readonly offer: (bytes: Uint8Array, contentType?: string) => string;
  /** What is offered under that path; the second time nothing. */
  readonly take: (path: string) => OfferedPicture | undefined;
}

export interface OfferedPicture {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

const offeredMs = 60_000;
const tokenBytes = 16;

export function createPictures(randomBytes: RandomBytes): Pictures {
  const offered = new Map<string, OfferedPicture & { readonly timer: NodeJS.Timeout }>();
  return {
    offer(bytes, contentType = 'image/png') {
      const path = `/picture/${Buffer.from(randomBytes(tokenBytes)).toString('base64url')}`;
      const timer = setTimeout(() => offered.delete(path), offeredMs).unref();
      offered.set(path, { bytes, contentType, timer });
      return path;
    },
    take(path) {
      const found = offered.get(path);
      clearTimeout(found?.timer);
      offered.delete(path);
      return found;
    },
  };
}
