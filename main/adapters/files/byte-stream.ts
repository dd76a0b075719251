// A stream of bytes whose source gives them piece by piece.
import type { ByteStream } from '../../core/ports/files';

const none: Uint8Array = new Uint8Array();

/** `next` gives the next bytes, valid until its next call, and none at the end; it is not called again after that. */
export function byteStreamOf(next: () => Promise<Uint8Array>): ByteStream {
  let rest = none;
  let ended = false;
  const peek = async (): Promise<Uint8Array> => {
    if (rest.length > 0 || ended) return rest;
    rest = await next();
    ended = rest.length === 0;
    return rest;
  };
  return {
    peek,
    async read(target) {
      let filled = 0;
      while (filled < target.length) {
        const bytes = (await peek()).subarray(0, target.length - filled);
        if (bytes.length === 0) break;
        target.set(bytes, filled);
        filled += bytes.length;
        rest = rest.subarray(bytes.length);
      }
      return filled;
    },
  };
}
