// Looks named paths up: of a thousand files each question to libuv's pool costs several times what the system call takes.
import { lstatSync, type BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathOfText } from './raw-path';

/** So long after a folder has answered its other files are looked up in calls that wait. */
const answersForMs = 500;

interface Answered {
  readonly atMs: number;
  /** In calls that waited, since the folder was last left alone for so long that its answers no longer count. */
  readonly waitedMs: number;
}

/**
 * Gives the function that looks a path up, not what a link leads to. `mostWaitMs`: so long the thread may wait, all in all, for a folder that has
 * just answered, which takes a few microseconds a file; 0: never. A network drive that is gone holds up no thread: the first question to it waits in
 * the pool. `now`: the monotonic clock, ms.
 */
export function createLookUp(
  mostWaitMs: number,
  now: () => number = () => performance.now(),
): (path: string) => Promise<BigIntStats> {
  const answers = new Map<string, Answered>();
  return async (path) => {
    const folder = dirname(path);
    const askedAtMs = now();
    const last = answers.get(folder);
    const waitedMs = last !== undefined && askedAtMs - last.atMs < answersForMs ? last.waitedMs : undefined;
    const waits = waitedMs !== undefined && waitedMs < mostWaitMs;
    const place = pathOfText(path);
    const info = waits ? lstatSync(place, { bigint: true }) : await lstat(place, { bigint: true });
    const atMs = now();
    answers.set(folder, { atMs, waitedMs: (waitedMs ?? 0) + (waits ? atMs - askedAtMs : 0) });
    return info;
  };
}
