// Why this exists: a server that tells nothing about what it stored is asked for some of it.
import type { TransferContext } from './transfer-context';

const blockBytes = 65_536;
const randomBlocks = 6;

/** Compares the first, the last and some random blocks of the stored object with the file, and its size. */
export async function sampleEquals({ objects, job, file, random }: TransferContext): Promise<boolean> {
  const { sizeBytes } = file.snapshot;
  const stored = await objects.describe(job.key);
  if (stored?.sizeBytes !== sizeBytes) return false;
  const last = Math.max(0, sizeBytes - blockBytes);
  const offsets = new Set([0, last, ...Array.from({ length: randomBlocks }, () => Math.floor(random() * last))]);
  const local = Buffer.alloc(Math.min(blockBytes, sizeBytes));
  for (const offset of sizeBytes === 0 ? [] : offsets) {
    const length = Math.min(blockBytes, sizeBytes - offset);
    const there = await objects.readBack(job.key, offset, length);
    const read = await file.read(offset, local.subarray(0, length));
    if (read !== length || Buffer.compare(there, local.subarray(0, length)) !== 0) return false;
  }
  return true;
}
