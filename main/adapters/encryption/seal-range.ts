// Any range of bytes of an age file, made from the plain file: the same bytes whenever it is made, so that parts of a resumed upload are made again.
import {
  chunkBytes,
  chunkNonce,
  chunksBetween,
  tagBytes,
  type AgeLayout,
} from '../../core/encryption/rules/age-layout';
import type { FileSecrets } from '../../core/model/encryption';
import { sealChunk, type SealChunk } from './chunk-cipher';

/** Fills a target from an offset of the plain file on; gives the bytes read. */
export type ReadPlain = (offset: number, target: Uint8Array) => Promise<number>;

/**
 * Fills `target` with the bytes of the age file from `from` on; gives their number, fewer than `target` holds only at its end or where the plain
 * file ends before its time, which the caller finds out by the state of the file.
 */
export async function sealRange(
  { head, payloadKey }: FileSecrets,
  plainBytes: number,
  from: number,
  target: Uint8Array,
  readPlain: ReadPlain,
  seal: SealChunk = sealChunk,
): Promise<number> {
  const layout: AgeLayout = { headBytes: head.length, plainBytes };
  let filled = 0;
  if (from < head.length) {
    const piece = head.subarray(from, from + target.length);
    target.set(piece);
    filled = piece.length;
  }
  const plain = new Uint8Array(chunkBytes);
  const sealed = new Uint8Array(chunkBytes + tagBytes);
  for (const chunk of chunksBetween(layout, from, from + target.length)) {
    const body = plain.subarray(0, chunk.plainBytes);
    if ((await readPlain(chunk.plainOffset, body)) < body.length) return filled;
    seal(payloadKey, chunkNonce(chunk), body, sealed);
    const skipped = Math.max(0, from + filled - chunk.offset);
    const piece = sealed.subarray(skipped, Math.min(chunk.plainBytes + tagBytes, skipped + target.length - filled));
    target.set(piece, filled);
    filled += piece.length;
  }
  return filled;
}
