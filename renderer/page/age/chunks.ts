// The chunks of an age file's payload: https://c2sp.org/age, "Payload" (STREAM). The app has the same in main/core/model/age/age-layout.ts: main and
// the pages share nothing but words, and test/renderer/encrypted-body.test.ts compares what both make.

export type Bytes = Uint8Array<ArrayBuffer>;

/** Of plain bytes in every chunk but the last. */
export const chunkBytes = 65_536;
export const tagBytes = 16;
export const sealedChunkBytes = chunkBytes + tagBytes;

/** Only an empty file has an empty chunk. */
export const chunkCount = (plainBytes: number): number => Math.max(1, Math.ceil(plainBytes / chunkBytes));

/** Eleven bytes of counter, and one that marks the last chunk; no file has 2^53 chunks. */
export function chunkNonce(index: number, isLast: boolean): Bytes {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(3, Math.floor(index / 2 ** 32));
  view.setUint32(7, index % 2 ** 32);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
