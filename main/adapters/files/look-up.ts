// Looks named paths up: of a thousand files each question to libuv's pool costs several times what the system call takes.
import { lstatSync, type BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathOfText } from './raw-path';

/** So long after a folder has answered its other files are looked up in calls that wait. */
const answersForMs = 500;

/**
 * Gives the function that looks a path up, not what a link leads to. `mayWait`: the thread has nothing else to do for the few microseconds that a
 * folder takes which has just answered. A network drive that is gone holds up no thread: the first question to it waits in the pool.
 */
export function createLookUp(mayWait: boolean): (path: string) => Promise<BigIntStats> {
  /** On the monotonic clock. */
  const answeredAtMs = new Map<string, number>();
  return async (path) => {
    const folder = dirname(path);
    const sinceMs = performance.now() - (answeredAtMs.get(folder) ?? Number.NEGATIVE_INFINITY);
    const isQuick = mayWait && sinceMs < answersForMs;
    const place = pathOfText(path);
    const info = isQuick ? lstatSync(place, { bigint: true }) : await lstat(place, { bigint: true });
    answeredAtMs.set(folder, performance.now());
    return info;
  };
}
