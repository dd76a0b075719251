// The payload of an age file, chunk by chunk: https://c2sp.org/age, "Payload" (STREAM).
import { openWith } from './cipher/cipher';
import { chunkBytes, chunkNonce, sealedChunkBytes, tagBytes, type Bytes } from './chunks';
import { Refusal } from './refusal';

/** Opens the chunk `index` into `target`, which may lie over it; gives the part of it that is filled. Raises a refusal of the reason `payload`. */
export function openChunk(key: Uint8Array, index: number, isLast: boolean, sealed: Uint8Array, target: Bytes): Bytes {
  const length = sealed.length - tagBytes;
  // Only an empty file has an empty chunk.
  if (length < 0 || (length === 0 && index > 0)) throw new Refusal('payload');
  if (!openWith(key, chunkNonce(index, isLast), sealed, target.subarray(0, length))) throw new Refusal('payload');
  return target.subarray(0, length);
}

/** Opens a payload as it comes. A chunk waits for the first byte after it: only that tells whether it is the last. */
export function createPayloadReader(key: Uint8Array) {
  const held = new Uint8Array(sealedChunkBytes);
  let heldBytes = 0;
  let index = 0;
  const open = (isLast: boolean, sealed: Bytes, target: Bytes): Bytes => {
    const plain = openChunk(key, index, isLast, sealed, target);
    index += 1;
    return plain;
  };
  return {
    /** The plain bytes that are sure now, in pieces of any length. `sealed` is given away: plain bytes are written over it, which spares as much new memory. */
    push(sealed: Bytes) {
      const opened: Bytes[] = [];
      const hold = (from: number, to?: number) => {
        const piece = sealed.subarray(from, to);
        held.set(piece, heldBytes);
        heldBytes += piece.length;
        return from + piece.length;
      };
      let at = heldBytes === 0 ? 0 : hold(0, sealedChunkBytes - heldBytes);
      if (at === sealed.length) return opened;
      if (heldBytes > 0) {
        opened.push(open(false, held, new Uint8Array(chunkBytes)));
        heldBytes = 0;
      }
      let filled = 0;
      for (; sealed.length - at > sealedChunkBytes; at += sealedChunkBytes) {
        filled += open(false, sealed.subarray(at, at + sealedChunkBytes), sealed.subarray(filled)).length;
      }
      hold(at);
      if (filled > 0) opened.push(sealed.subarray(0, filled));
      return opened;
    },
    /** The file ends here: the rest of its plain bytes. */
    end: () => open(true, held.subarray(0, heldBytes), new Uint8Array(chunkBytes)),
  };
}

export type PayloadReader = ReturnType<typeof createPayloadReader>;
