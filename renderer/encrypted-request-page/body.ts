// A file as it is stored: an age file that only the receiving computer opens, made from the plain file when its bytes are sent.
import type { BodyOf } from '../guest/body';
import { createSecrets, headHash, publicKeyOf, type Secrets } from '../page/age/seal-head';
import { chunkCount, sealedChunkBytes, type Bytes } from '../page/age/chunks';
import { sealChunk, sealChunks, sealedBytes } from '../page/age/seal-payload';

/**
 * Raises where chunks that were made before come out otherwise: one key for two contents would give both away. Firefox reads a file that was
 * changed after it was chosen.
 */
function sameChunks(size: number): (first: number, sealed: Bytes) => void {
  /** Of each chunk's tag 32 bits; 0 before the first time. */
  let seen: Uint32Array | undefined;
  return (first, sealed) => {
    seen ??= new Uint32Array(chunkCount(size));
    const view = new DataView(sealed.buffer, sealed.byteOffset, sealed.length);
    for (let index = first, end = 0; end < sealed.length; index += 1) {
      end = Math.min(sealed.length, end + sealedChunkBytes);
      const tag = view.getUint32(end - 4);
      if (seen[index] !== 0 && seen[index] !== tag) throw new Error('the file was changed');
      seen[index] = tag;
    }
  };
}

/** `recipient`: `age1…` */
export function encryptingBody(recipient: string): BodyOf {
  const publicKey = publicKeyOf(recipient);
  return (file) => {
    let made: Secrets | undefined;
    // Of this file alone, and for every attempt at it.
    const secrets = () => (made ??= createSecrets(publicKey));
    const check = sameChunks(file.size);
    return {
      size: sealedBytes(file.size),
      async bytes(from, to, signal) {
        const portions: BlobPart[] = [secrets().head.subarray(from, to)];
        for await (const { index, offset, bytes } of sealChunks(file, secrets(), from, to)) {
          signal?.throwIfAborted();
          check(index, bytes);
          // The browser's own store takes a copy: there they need not stay in memory.
          portions.push(new Blob([bytes.subarray(Math.max(0, from - offset), to - offset)]));
        }
        return new Blob(portions);
      },
      about(manifest) {
        const said = { ...(JSON.parse(manifest) as object), head: headHash(secrets()) };
        const own = createSecrets(publicKey);
        return new Blob([own.head, sealChunk(own, 0, true, new TextEncoder().encode(JSON.stringify(said)))]);
      },
    };
  };
}
