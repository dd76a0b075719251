// Where the bytes of an age file lie: its head (header and nonce), then the chunks of its payload, each with a tag.
// https://c2sp.org/age, "Payload".

/** Of plain bytes in every chunk but the last. */
export const chunkBytes = 65_536;
/** ChaCha20-Poly1305 adds so many to a chunk. */
export const tagBytes = 16;
const sealedChunkBytes = chunkBytes + tagBytes;

export interface AgeLayout {
  /** Of header and nonce. */
  readonly headBytes: number;
  /** Of the file that is encrypted. */
  readonly plainBytes: number;
}

/** An empty file has one chunk, and only it has an empty one. */
export const chunkCount = ({ plainBytes }: Pick<AgeLayout, 'plainBytes'>): number =>
  Math.max(1, Math.ceil(plainBytes / chunkBytes));

/** Of the whole age file. */
export const encryptedBytes = (layout: AgeLayout): number =>
  layout.headBytes + layout.plainBytes + chunkCount(layout) * tagBytes;

/** Of the plain file of an age file of that size, the other way round. */
export function plainBytesOf(headBytes: number, encryptedSize: number): number {
  const payload = encryptedSize - headBytes;
  return payload - Math.ceil(payload / sealedChunkBytes) * tagBytes;
}

export interface Chunk {
  readonly index: number;
  readonly isLast: boolean;
  /** In the plain file. */
  readonly plainOffset: number;
  readonly plainBytes: number;
  /** In the age file. */
  readonly offset: number;
}

/** The chunks that hold any of the bytes from `from` to before `to` of the age file, in their order. */
export function chunksBetween(layout: AgeLayout, from: number, to: number): readonly Chunk[] {
  const count = chunkCount(layout);
  const first = Math.max(0, Math.floor((from - layout.headBytes) / sealedChunkBytes));
  const end = Math.min(count, Math.ceil((to - layout.headBytes) / sealedChunkBytes));
  const chunks: Chunk[] = [];
  for (let index = first; index < end; index += 1) {
    const plainOffset = index * chunkBytes;
    chunks.push({
      index,
      isLast: index === count - 1,
      plainOffset,
      plainBytes: Math.min(chunkBytes, layout.plainBytes - plainOffset),
      offset: layout.headBytes + index * sealedChunkBytes,
    });
  }
  return chunks;
}

/** The nonce of a chunk: eleven bytes of counter, big-endian, and one that marks the last chunk. A file has fewer than 2^32 chunks of 64 KiB. */
export function chunkNonce({ index, isLast }: Pick<Chunk, 'index' | 'isLast'>): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, index);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** The layout of an age file of `storedBytes` with such a head; undefined where none has that size. */
export function layoutIn(storedBytes: number, headBytes: number): AgeLayout | undefined {
  const layout = { headBytes, plainBytes: plainBytesOf(headBytes, storedBytes) };
  return layout.plainBytes >= 0 && encryptedBytes(layout) === storedBytes ? layout : undefined;
}
