// Changes the policy of the doors' bucket, which others write too: no S3 server knows a condition for that.
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../model/failure';
import type { ObjectStore } from '../ports/object-store';

/** Before each look, in parts of the patience. */
const looks = [0, 0, 0.05, 0.1, 0.2, 0.3];

/**
 * Merges `change` into the policy that is read last, and looks again until it is there: another writer may have read before this write and written
 * after it. The second look comes a while after the first for that reason. Gives whether anything was written. Raises `policy-unsupported` where
 * it never is there, as of a server that answers 200 and stores no policy, and what reading, changing and writing raise.
 */
export async function settlePolicy(
  objects: Pick<ObjectStore, 'bucketPolicy' | 'changeBucketPolicy'>,
  bucket: string,
  change: (present: string | undefined) => string | undefined,
  patienceMs: number,
): Promise<boolean> {
  let hasWritten = false;
  let isSeen = false;
  for (const part of looks) {
    await wait(part * patienceMs);
    const isThere = change(await objects.bucketPolicy()) === undefined;
    if (isThere && (isSeen || !hasWritten)) return hasWritten;
    isSeen = isThere;
    if (!isThere) hasWritten = (await objects.changeBucketPolicy(change)) || hasWritten;
  }
  if (isSeen) return true;
  throw new Failure('policy-unsupported', { bucket });
}
