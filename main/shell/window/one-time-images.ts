// Serves an image to the window once. A QR code is as secret as its link, and a thumbnail as private as its file: the answer is not
// cached, and the window gets neither text nor a path of this computer.
import type { RandomBytes } from '../../core/model/system';

export interface OfferedPicture {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

const offeredMs = 60_000;
const tokenBytes = 16;

export function createPictures(randomBytes: RandomBytes) {
  const offered = new Map<string, OfferedPicture & { readonly timer: NodeJS.Timeout }>();
  return {
    /** The path on the page's origin for fetching this image once, within a minute. A PNG unless `type` says otherwise. */
    offer: (bytes: Uint8Array, contentType: string = 'image/png'): string => {
      const path = `/picture/${Buffer.from(randomBytes(tokenBytes)).toString('base64url')}`;
      const timer = setTimeout(() => offered.delete(path), offeredMs).unref();
      offered.set(path, { bytes, contentType, timer });
      return path;
    },
    /** The image under that path; undefined the second time. */
    take: (path: string): OfferedPicture | undefined => {
      const found = offered.get(path);
      clearTimeout(found?.timer);
      offered.delete(path);
      return found;
    },
  };
}

export type Pictures = ReturnType<typeof createPictures>;
