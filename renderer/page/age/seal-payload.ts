// The payload of an age file: any range of the chunks of a plain file (https://c2sp.org/age, "Payload").
import { sealWith } from './cipher/cipher';
import { chunkBytes, chunkCount, chunkNonce, sealedChunkBytes, tagBytes, type Bytes } from './chunks';
import { headBytes, type Secrets } from './seal-head';

/** Of the whole age file. */
export const sealedBytes = (plainBytes: number): number => headBytes + plainBytes + chunkCount(plainBytes) * tagBytes;

export function sealChunk({ payloadKey }: Secrets, index: number, isLast: boolean, plain: Uint8Array): Bytes {
  const sealed = new Uint8Array(plain.length + tagBytes);
  sealWith(payloadKey, chunkNonce(index, isLast), plain, sealed);
  return sealed;
}

/** Chunks that are read at once. */
const readChunks = 16;

export interface SealedChunk {
  readonly index: number;
  /** In the age file. */
  readonly offset: number;
  readonly bytes: Bytes;
}

/** Seals the chunks that hold any of the bytes from `from` to before `to` of the age file. Raises where the browser cannot read the file. */
export async function* sealChunks(file: Blob, secrets: Secrets, from: number, to: number): AsyncGenerator<SealedChunk> {
  const count = chunkCount(file.size);
  const first = Math.max(0, Math.floor((from - headBytes) / sealedChunkBytes));
  const end = Math.min(count, Math.ceil((to - headBytes) / sealedChunkBytes));
  for (let start = first; start < end; start += readChunks) {
    const stop = Math.min(end, start + readChunks);
    const begins = start * chunkBytes;
    const ends = Math.min(file.size, stop * chunkBytes);
    const plain = new Uint8Array(await file.slice(begins, ends).arrayBuffer());
    if (plain.length < ends - begins) throw new Error('the file is shorter');
    for (let index = start; index < stop; index += 1) {
      const at = (index - start) * chunkBytes;
      const bytes = sealChunk(secrets, index, index === count - 1, plain.subarray(at, at + chunkBytes));
      yield { index, offset: headBytes + index * sealedChunkBytes, bytes };
    }
  }
}
