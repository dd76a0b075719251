// Decrypts the payload of an age file that comes in pieces of any length: it gives a chunk's bytes out once their tag was right.
import { chunkBytes, chunkCount, chunkNonce, tagBytes } from '../../core/model/age/age-layout';
import type { AgePayload } from '../../core/ports/age-files';
import type { ChunkCipher } from './chunk-cipher';

const sealedChunkBytes = chunkBytes + tagBytes;

/** `plainBytes`: as the length of the stored file tells; the last chunk is known by it. `fromChunk`: the index of the first that comes. */
export function openStream(cipher: ChunkCipher, payloadKey: Uint8Array, plainBytes: number, fromChunk = 0): AgePayload {
  const count = chunkCount({ plainBytes });
  const lastBytes = plainBytes - (count - 1) * chunkBytes + tagBytes;
  const held = new Uint8Array(sealedChunkBytes);
  let heldBytes = 0;
  let index = fromChunk;

  return {
    push(piece, target) {
      const opened = target ?? new Uint8Array(heldBytes + piece.length);
      let openedBytes = 0;
      let rest = piece;
      while (rest.length > 0) {
        const isLast = index === count - 1;
        const wanted = isLast ? lastBytes : sealedChunkBytes;
        if (index >= count) return undefined;
        const missing = wanted - heldBytes;
        if (rest.length < missing) {
          held.set(rest, heldBytes);
          heldBytes += rest.length;
          break;
        }
        let sealed = rest.subarray(0, missing);
        if (heldBytes > 0) {
          held.set(sealed, heldBytes);
          sealed = held.subarray(0, wanted);
        }
        if (!cipher.open(payloadKey, chunkNonce({ index, isLast }), sealed, opened.subarray(openedBytes)))
          return undefined;
        openedBytes += wanted - tagBytes;
        rest = rest.subarray(missing);
        heldBytes = 0;
        index += 1;
      }
      return opened.subarray(0, openedBytes);
    },
    isWhole: () => index === count,
  };
}
