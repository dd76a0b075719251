// The status object of a page whose files are still sent: written beside the page, by one writer.
import { asFailure } from '../model/failure';
import { crc32Of } from '../model/stored-check';
import type { ShareItem } from '../model/share';
import type { ObjectHeaders, ObjectStore } from '../ports/object-store';
import {
  encodeStatus,
  heartbeatMs,
  mostStatusBytes,
  parseStatus,
  statusEveryMs,
  type PageStatus,
} from './rules/live-page';

const headers: ObjectHeaders = {
  contentType: 'application/json',
  contentDisposition: 'inline',
  cacheControl: 'no-store',
};

export const statusItem = (shareId: string, key: string): ShareItem => ({
  shareId,
  role: 'status',
  key,
  path: '',
  sizeBytes: 0,
  contentType: headers.contentType,
  storedCheck: 'sample',
});

/** Raises what the store raises. */
export async function writeStatus(objects: ObjectStore, key: string, status: PageStatus): Promise<void> {
  const body = Buffer.from(encodeStatus(status), 'utf8');
  await objects.put(key, body, headers, { signal: new AbortController().signal, crc32: crc32Of(body) });
}

/** The stored one; `undefined` where there is none, or none that is understood. Raises what the store raises. */
export async function readStatus(objects: ObjectStore, key: string): Promise<PageStatus | undefined> {
  const there = await objects.describe(key);
  if (there === undefined || there.sizeBytes === 0 || there.sizeBytes > mostStatusBytes) return undefined;
  return parseStatus(Buffer.from(await objects.readBack(key, 0, there.sizeBytes)).toString('utf8'));
}

export interface StatusTimes {
  readonly everyMs: number;
  readonly heartbeatMs: number;
}

/** Where a write failed, the next waits so many times as long. */
const pausesAfterFailure = 5;

/**
 * Calls `write` one at a time: at most every second, and after a write that took long no sooner than it took once more, so that a slow line is for
 * the files; without a change every 20 s. A write that fails is told to `onFailed`, and tried again as a change is.
 */
export function createStatusWriter(
  write: () => Promise<void>,
  onFailed: (error: unknown) => void,
  times: StatusTimes = { everyMs: statusEveryMs, heartbeatMs },
) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isWanted = false;
  let isEnded = false;
  let nextAtMs = performance.now() + times.everyMs;

  const schedule = (atMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(0, atMs - performance.now()));
    timer.unref();
  };
  const run = () => {
    timer = undefined;
    isWanted = false;
    const beganMs = performance.now();
    let pauseMs = times.everyMs;
    running = write()
      .catch((error: unknown) => {
        isWanted = true;
        pauseMs = times.everyMs * pausesAfterFailure;
        onFailed(error);
      })
      .then(() => {
        running = undefined;
        if (isEnded) return;
        const endedMs = performance.now();
        nextAtMs = Math.max(beganMs + pauseMs, endedMs + (endedMs - beganMs));
        schedule(isWanted ? nextAtMs : beganMs + times.heartbeatMs);
      });
  };
  schedule(nextAtMs + times.heartbeatMs);

  return {
    /** Something changed: it is written once that is due. */
    request() {
      if (isWanted || isEnded) return;
      isWanted = true;
      if (running === undefined) schedule(nextAtMs);
    },
    /** Writes no more; resolves when the last write has ended. */
    async end() {
      isEnded = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Logs the first of failures in a row. */
export function oncePerOutage(log: (message: string, error: unknown) => void) {
  let isOut = false;
  return {
    failed(error: unknown) {
      if (!isOut) log('the status of a page could not be written yet', asFailure(error));
      isOut = true;
    },
    worked() {
      isOut = false;
    },
  };
}
