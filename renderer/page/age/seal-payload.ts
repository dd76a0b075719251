// The payload of an age file: any range of the chunks of a plain file (https://c2sp.org/age, "Payload").
import { sealWith } from './cipher/cipher';
import { chunkBytes, chunkCount, chunkNonce, sealedChunkBytes, tagBytes, type Bytes } from './chunks';
import { headBytes, type Secrets } from './seal-head';

/** Of the whole age file. */
export const sealedBytes = (plainBytes: number): number => headBytes + plainBytes + chunkCount(plainBytes) * tagBytes;

/** Into new memory, unless `sealed` is given, which is as long as the chunk and its tag; gives that. */
export function sealChunk(
  { payloadKey }: Secrets,
  index: number,
  isLast: boolean,
  plain: Uint8Array,
  sealed: Bytes = new Uint8Array(plain.length + tagBytes),
): Bytes {
  sealWith(payloadKey, chunkNonce(index, isLast), plain, sealed);
  return sealed;
}

/** Chunks that are read at once: 4 MiB, because each reading costs the same some hundred microseconds beside its bytes. */
const readChunks = 64;

export interface SealedChunks {
  /** Of the first one. */
  readonly index: number;
  /** In the age file. */
  readonly offset: number;
  /** One chunk after the other, until the next ones are asked for: these lie in the same memory. */
  readonly bytes: Bytes;
}

/** Seals the chunks that hold any of the bytes from `from` to before `to` of the age file. Raises where the browser cannot read the file. */
export async function* sealChunks(
  file: Blob,
  secrets: Secrets,
  from: number,
  to: number,
): AsyncGenerator<SealedChunks> {
  const count = chunkCount(file.size);
  const first = Math.max(0, Math.floor((from - headBytes) / sealedChunkBytes));
  const end = Math.min(count, Math.ceil((to - headBytes) / sealedChunkBytes));
  const read = async (start: number): Promise<Uint8Array> => {
    const begins = start * chunkBytes;
    const ends = Math.min(file.size, end * chunkBytes, begins + readChunks * chunkBytes);
    const plain = new Uint8Array(await file.slice(begins, ends).arrayBuffer());
    if (plain.length < ends - begins) throw new Error('the file is shorter');
    return plain;
  };
  const sealed = new Uint8Array(Math.min(readChunks, Math.max(0, end - first)) * sealedChunkBytes);
  let next: Promise<Uint8Array> | undefined;
  for (let start = first; start < end; start += readChunks) {
    const plain = await (next ?? read(start));
    // What follows is read while these are sealed and taken.
    next = start + readChunks < end ? read(start + readChunks) : undefined;
    next?.catch(() => undefined);
    const stop = Math.min(end, start + readChunks);
    let filled = 0;
    for (let index = start; index < stop; index += 1) {
      const at = (index - start) * chunkBytes;
      const chunk = plain.subarray(at, at + chunkBytes);
      const target = sealed.subarray(filled, filled + chunk.length + tagBytes);
      filled += sealChunk(secrets, index, index === count - 1, chunk, target).length;
    }
    yield { index: start, offset: headBytes + start * sealedChunkBytes, bytes: sealed.subarray(0, filled) };
  }
}
