// Any range of bytes of an age file, made from the plain file: the same bytes whenever it is made, so that parts of a resumed upload are made again.
import { createHash } from 'node:crypto';
import { chunkNonce, chunksBetween, tagBytes, type AgeLayout, type Chunk } from '../../core/model/age/age-layout';
import type { FileSecrets } from '../../core/model/encryption';
import type { SealedBytes } from '../../core/ports/files';
import { partTags } from '../../core/model/age/part-tags';
import type { ChunkCipher } from './chunk-cipher';
import { usualCipher } from './usual-cipher';

/** Fills a target from an offset of the plain file on; gives the bytes read, fewer only at its end. */
export type ReadPlain = (offset: number, target: Uint8Array) => Promise<number> | number;

export interface SealOptions {
  /** Also the SHA-256 of the plain bytes: the range is the whole age file. */
  readonly wantSha256?: boolean;
  /** That of this runtime where none is given. */
  readonly cipher?: ChunkCipher;
}

/** Whole chunks that are read together: 2 MiB, which stay in the processor's cache until they are encrypted. */
const mostAtOnce = 32;

const endOf = ({ offset, plainBytes }: Chunk): number => offset + plainBytes + tagBytes;

/**
 * Fills `target` with the bytes of the age file from `from` on. They are fewer than `target` holds only at its end, or where the plain file ends
 * before its time, which the caller finds out by the state of the file. Without memory of its own, but for the chunks that the range cuts.
 */
export async function sealRange(
  { head, payloadKey }: FileSecrets,
  plainBytes: number,
  from: number,
  target: Uint8Array,
  readPlain: ReadPlain,
  { wantSha256 = false, cipher }: SealOptions = {},
): Promise<SealedBytes> {
  const { seal } = cipher ?? (await usualCipher());
  const layout: AgeLayout = { headBytes: head.length, plainBytes };
  const hash = wantSha256 ? createHash('sha256') : undefined;
  const to = from + target.length;
  const piece = head.subarray(from, to);
  target.set(piece);
  let readBytes = piece.length;
  const chunks = chunksBetween(layout, from, to);
  const tags: Uint8Array[] = [];
  const firstChunk = chunks[0]?.index ?? 0;
  const done = () => ({ readBytes, tags: partTags(firstChunk, tags) });

  for (let next = 0; next < chunks.length;) {
    const group = groupFrom(chunks, next, from, to);
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) break;
    next += group.length;
    const isCut = first.offset < from || endOf(last) > to;
    const space = isCut
      ? new Uint8Array(endOf(last) - first.offset)
      : target.subarray(first.offset - from, endOf(last) - from);
    // At the end of the space: no chunk is written over before it has been read.
    const plain = space.subarray(space.length - (last.plainOffset + last.plainBytes - first.plainOffset));
    if ((await readPlain(first.plainOffset, plain)) < plain.length) {
      plain.fill(0);
      return done();
    }
    hash?.update(plain);
    for (const chunk of group) {
      const at = chunk.plainOffset - first.plainOffset;
      const place = space.subarray(chunk.offset - first.offset, endOf(chunk) - first.offset);
      seal(payloadKey, chunkNonce(chunk), plain.subarray(at, at + chunk.plainBytes), place);
      tags.push(place.slice(chunk.plainBytes));
    }
    if (isCut) target.set(space.subarray(Math.max(0, from - first.offset), to - first.offset), readBytes);
    readBytes = Math.min(to, endOf(last)) - from;
  }
  return { ...done(), ...(hash && { sha256: hash.digest('hex') }) };
}

/** The chunks from that one on that are read together: whole ones, or one that the range cuts. */
function groupFrom(chunks: readonly Chunk[], at: number, from: number, to: number): readonly Chunk[] {
  const isWhole = (chunk: Chunk) => chunk.offset >= from && endOf(chunk) <= to;
  const group = chunks.slice(at, at + mostAtOnce);
  const cut = group.findIndex((chunk) => !isWhole(chunk));
  return group.slice(0, cut < 0 ? group.length : Math.max(1, cut));
}
