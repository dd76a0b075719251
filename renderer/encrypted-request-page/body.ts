// A file as it is stored: an age file that only the receiving computer opens, made from the plain file when its bytes are sent.
import type { BodyOf } from '../guest/body';
import { createSecrets, headHash, publicKeyOf, type Secrets } from '../page/age/seal-head';
import { chunkCount, type Bytes } from '../page/age/chunks';
import { sealChunk, sealChunks, sealedBytes } from '../page/age/seal-payload';

/** Pieces are handed to the browser's own store in portions of this size: there they need not stay in memory. */
const portionBytes = 8_000_000;

/**
 * Raises where chunks that were made before come out otherwise: one key for two contents would give both away. Firefox reads a file that was
 * changed after it was chosen.
 */
function sameChunks(size: number): (index: number, sealed: Bytes) => void {
  /** Of each chunk's tag 32 bits; 0 before the first time. */
  let seen: Uint32Array | undefined;
  return (index, sealed) => {
    seen ??= new Uint32Array(chunkCount(size));
    const tag = new DataView(sealed.buffer, sealed.byteOffset + sealed.length - 4).getUint32(0);
    if (seen[index] !== 0 && seen[index] !== tag) throw new Error('the file was changed');
    seen[index] = tag;
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
      async bytes(from, to) {
        const portions: BlobPart[] = [secrets().head.subarray(from, to)];
        let waiting: Bytes[] = [];
        let waitingBytes = 0;
        for await (const { index, offset, bytes } of sealChunks(file, secrets(), from, to)) {
          check(index, bytes);
          const piece = bytes.subarray(Math.max(0, from - offset), to - offset);
          waiting.push(piece);
          waitingBytes += piece.length;
          if (waitingBytes < portionBytes) continue;
          portions.push(new Blob(waiting));
          waiting = [];
          waitingBytes = 0;
        }
        return new Blob([...portions, ...waiting]);
      },
      about(manifest) {
        const said = { ...(JSON.parse(manifest) as object), head: headHash(secrets()) };
        const own = createSecrets(publicKey);
        return new Blob([own.head, sealChunk(own, 0, true, new TextEncoder().encode(JSON.stringify(said)))]);
      },
    };
  };
}
