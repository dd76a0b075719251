// Why this exists: whether the object on the server is the file, by the strongest thing that the server tells.
import { judgeWhole, weakest, type CheckedPart, type StoredCheck } from '../model/stored-check';
import type { StoredObject } from '../ports/object-store';
import { sampleEquals } from './sample';
import type { TransferContext } from './transfer-context';

/** `parts` are all parts of the object, in order. */
export async function checkStored(
  context: TransferContext,
  stored: StoredObject | undefined,
  parts: readonly CheckedPart[],
): Promise<StoredCheck | 'differs'> {
  if (stored?.sizeBytes !== context.file.snapshot.sizeBytes) return 'differs';
  const whole = judgeWhole(stored, parts);
  if (whole === 'differs') return 'differs';
  if (whole !== 'unknown') return whole.check;
  // The server proved every part; it only tells nothing about the whole.
  const level = weakest(parts.map(({ check }) => check));
  if (level !== 'sample') return level;
  return (await sampleEquals(context)) ? 'sample' : 'differs';
}
