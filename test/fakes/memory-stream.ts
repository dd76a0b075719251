// A stream of bytes that come in these chunks.
import { byteStreamOf } from '../../main/adapters/files/byte-stream';
import type { ByteStream } from '../../main/core/ports/files';

/** `before` is awaited before each chunk, and before the end. */
export function streamOf(
  chunks: Iterable<Uint8Array>,
  before: (chunk: number) => Promise<void> | void = () => undefined,
): ByteStream {
  const source = chunks[Symbol.iterator]();
  let at = 0;
  return byteStreamOf(async () => {
    for (;;) {
      await before(at);
      at += 1;
      const next = source.next();
      if (next.done === true) return new Uint8Array();
      // An empty one is not the end.
      if (next.value.length > 0) return Uint8Array.from(next.value);
    }
  });
}
