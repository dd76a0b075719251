// The payload of an age file, chunk by chunk: https://c2sp.org/age, "Payload" (STREAM).
import { openWith } from './cipher/cipher';
import { chunkBytes, chunkNonce, sealedChunkBytes, tagBytes, type Bytes } from './chunks';
import { Refusal } from './refusal';

/** Opens the chunk `index` into `target`; gives the part of it that is filled. Raises a refusal of the reason `payload`. */
export function openChunk(key: Uint8Array, index: number, isLast: boolean, sealed: Uint8Array, target: Bytes): Bytes {
  const length = sealed.length - tagBytes;
  // Only an empty file has an empty chunk.
  if (length < 0 || (length === 0 && index > 0)) throw new Refusal('payload');
  if (!openWith(key, chunkNonce(index, isLast), sealed, target.subarray(0, length))) throw new Refusal('payload');
  return target.subarray(0, length);
}

export interface PayloadReader {
  /** The plain bytes that are sure now. */
  readonly push: (sealed: Uint8Array) => Bytes;
  /** The file ends here: the rest of its plain bytes. */
  readonly end: () => Bytes;
}

/** Opens a payload as it comes. A chunk waits for the first byte after it: only that tells whether it is the last. */
export function createPayloadReader(key: Uint8Array): PayloadReader {
  const held = new Uint8Array(sealedChunkBytes);
  let heldBytes = 0;
  let index = 0;
  const open = (isLast: boolean, target: Bytes): number => {
    const { length } = openChunk(key, index, isLast, held.subarray(0, heldBytes), target);
    heldBytes = 0;
    index += 1;
    return length;
  };
  return {
    push(sealed) {
      const plain = new Uint8Array(heldBytes + sealed.length);
      let filled = 0;
      for (let at = 0; at < sealed.length;) {
        if (heldBytes === sealedChunkBytes) filled += open(false, plain.subarray(filled));
        const piece = sealed.subarray(at, at + sealedChunkBytes - heldBytes);
        held.set(piece, heldBytes);
        heldBytes += piece.length;
        at += piece.length;
      }
      return plain.subarray(0, filled);
    },
    end() {
      const plain = new Uint8Array(chunkBytes);
      return plain.subarray(0, open(true, plain));
    },
  };
}
