// Stores a page over the one that was read, and over no other.
import { setTimeout as wait } from 'node:timers/promises';
import { describesObjects, keepsConditions } from '../model/capabilities';
import { Failure } from '../model/failure';
import type { StoredCheck } from '../model/stored-check';
import type { ObjectHeaders } from '../ports/object-store';
import { putVerified, readWhole, type OpenConnection } from '../storage/storage';

/** Longer than a computer that looked before this write takes to write, by this one's own time for both. */
const leastSettleMs = 100;
const settleTimes = 4;

export interface PutOver {
  readonly storedCheck: StoredCheck;
  /** Raises `page-changed` where another computer wrote at the same time, whose page is the one that is stored. Absent: none can have. */
  readonly settled?: () => Promise<void>;
}

/**
 * `etag`: of the page that was read; without one it is written over anything. Where the server keeps to conditions, by one. Elsewhere the stored page is
 * looked at right before the write, and read again once a computer that did the same has written. Raises `page-changed`, and as `putVerified`.
 */
export async function putOver(
  { objects, connection }: OpenConnection,
  key: string,
  body: Uint8Array,
  headers: ObjectHeaders,
  etag: string | undefined,
): Promise<PutOver> {
  if (etag === undefined || !describesObjects(connection) || keepsConditions(connection)) {
    const condition = etag !== undefined && keepsConditions(connection) ? { ifMatch: etag } : {};
    return { storedCheck: await putVerified(objects, key, body, headers, condition) };
  }
  const beganMs = performance.now();
  if ((await objects.describe(key))?.etag !== etag) throw new Failure('page-changed');
  const storedCheck = await putVerified(objects, key, body, headers);
  const writtenMs = performance.now();
  const settleMs = Math.max(leastSettleMs, settleTimes * (writtenMs - beganMs));
  return {
    storedCheck,
    async settled() {
      await wait(Math.max(0, writtenMs + settleMs - performance.now()));
      const there = await objects.describe(key);
      if (there?.sizeBytes !== body.length) throw new Failure('page-changed');
      if (Buffer.compare(await readWhole(objects, key, body.length), body) !== 0) throw new Failure('page-changed');
    },
  };
}
