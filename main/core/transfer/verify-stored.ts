// Verifies the stored object against the file: by checksum or ETag, else by comparing ranges of bytes.
import { judgeWhole, weakest, type CheckedPart, type StoredAnswer, type StoredCheck } from '../model/stored-check';
import type { StoredObject } from '../ports/object-store';
import type { TransferContext } from './transfer-context';
import { retrying } from './with-retries';
import { usualPartBytes } from '../providers/multipart-limits';

/**
 * The check, where the answer to Complete proves the bytes of the object and its link, opened next, tells the size: HEAD tells no more.
 */
export function provenByAnswer(
  { job }: Pick<TransferContext, 'job'>,
  answer: Partial<StoredAnswer>,
  parts: readonly CheckedPart[],
): StoredCheck | undefined {
  if (job.linkFollows !== true) return undefined;
  const verdict = judgeWhole(answer, parts);
  return typeof verdict === 'object' ? verdict.check : undefined;
}

/** `parts` are all parts of the object, in order; `sample` compares bytes where the server proves nothing. */
export async function verifyStored(
  context: TransferContext,
  stored: StoredObject | undefined,
  parts: readonly CheckedPart[],
  sample: () => Promise<boolean> = () => sampleEquals(context),
): Promise<StoredCheck | 'differs'> {
  if (stored?.sizeBytes !== context.file.snapshot.sizeBytes) return 'differs';
  if (judgeWhole(stored, parts) === 'differs') return 'differs';
  // A whole is proven only by the check that all its parts have; without that proof the parts' own checks count. Both are the weakest's.
  const level = weakest(parts.map(({ check }) => check));
  if (level !== 'sample') return level;
  return (await sample()) ? 'sample' : 'differs';
}

/** A file up to this size is read back as a whole. */
const wholeBytes = 8 * 1_048_576;

const pieceBytes = 1_048_576;

const blockBytes = 65_536;

const randomBlocks = 6;

/** Parts are lost or cut off as a whole: the ends of so many are compared. */
const mostPartEnds = 64;

/** Compares the size and the stored bytes with the file: all of a small one; of a large one the ends, the ends of parts, and random blocks. */
export async function sampleEquals(context: TransferContext): Promise<boolean> {
  const { objects, job, file, random } = context;
  const { sizeBytes } = file.snapshot;
  const stored = await retrying(context, () => objects.describe(job.key));
  if (stored?.sizeBytes !== sizeBytes) return false;
  const small = sizeBytes <= wholeBytes;
  const atOnce = small ? pieceBytes : blockBytes;
  const local = Buffer.alloc(atOnce);
  for (const offset of small ? steps(0, sizeBytes, pieceBytes) : placesIn(sizeBytes, random)) {
    const length = Math.min(atOnce, sizeBytes - offset);
    const there = await retrying(context, () => objects.readBack(job.key, offset, length));
    const read = await file.read(offset, local.subarray(0, length));
    if (read !== length || Buffer.compare(there, local.subarray(0, length)) !== 0) return false;
  }
  return true;
}

function placesIn(sizeBytes: number, random: () => number): ReadonlySet<number> {
  const last = sizeBytes - blockBytes;
  const every = Math.ceil(sizeBytes / usualPartBytes / mostPartEnds) * usualPartBytes;
  const ends = steps(every, sizeBytes, every).map((end) => end - blockBytes);
  const anywhere = Array.from({ length: randomBlocks }, () => Math.floor(random() * last));
  return new Set([0, last, ...ends, ...anywhere]);
}

const steps = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
