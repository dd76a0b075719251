// A stream of bytes that come in these chunks.
import type { ByteStream } from '../../main/core/ports/files';

/** `before` is awaited before each chunk, and before the end. */
export function streamOf(
  chunks: Iterable<Uint8Array>,
  before: (chunk: number) => Promise<void> | void = () => undefined,
): ByteStream {
  const source = chunks[Symbol.iterator]();
  let rest = new Uint8Array();
  let at = 0;
  let ended = false;
  const peek = async () => {
    while (rest.length === 0 && !ended) {
      await before(at);
      at += 1;
      const next = source.next();
      ended = next.done === true;
      rest = next.done === true ? new Uint8Array() : Uint8Array.from(next.value);
    }
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
