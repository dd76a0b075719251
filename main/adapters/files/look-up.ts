// Looks named paths up: of a thousand files each question to libuv's pool costs several times what the system call takes.
import { lstatSync, type BigIntStats } from 'node:fs';
import { lstat, statfs } from 'node:fs/promises';
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
 * File systems that another computer or another program answers for, by Linux's numbers (linux/magic.h): NFS, SMB, FUSE, 9P, Ceph, AFS, Coda, NCP,
 * Lustre, GPFS, VirtualBox.
 */
const elsewhere: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x01021997, 0x00c36400, 0x5346414f, 0x6b414653, 0x73757245,
  0x564c, 0x0bd00bd0, 0x47504653, 0x786f4256,
]);

/** Raises what the system says of the folder. */
async function isElsewhere(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return folder.startsWith('\\\\');
  // Elsewhere the number tells nothing.
  return process.platform === 'linux' && elsewhere.has((await statfs(pathOfText(folder))).type >>> 0);
}

/**
 * Gives the function that looks a path up, not what a link leads to. `mostWaitMs`: so long the thread may wait, all in all, for a folder that has
 * just answered, which takes a few microseconds a file; 0: never. All questions to a network drive wait in the pool: in a call that never returns
 * no signal reaches the command. `now`: the monotonic clock, ms.
 */
export function createLookUp(
  mostWaitMs: number,
  now: () => number = () => performance.now(),
  mayHang: (folder: string) => Promise<boolean> = isElsewhere,
): (path: string) => Promise<BigIntStats> {
  const answers = new Map<string, Answered>();
  return async (path) => {
    const folder = dirname(path);
    const askedAtMs = now();
    const last = answers.get(folder);
    const waitedMs = last !== undefined && askedAtMs - last.atMs < answersForMs ? last.waitedMs : undefined;
    const waits = waitedMs !== undefined && waitedMs < mostWaitMs;
    const place = pathOfText(path);
    if (waits) {
      const info = lstatSync(place, { bigint: true });
      const atMs = now();
      answers.set(folder, { atMs, waitedMs: waitedMs + atMs - askedAtMs });
      return info;
    }
    const isNew = waitedMs === undefined && mostWaitMs > 0;
    const [info, never] = await Promise.all([
      lstat(place, { bigint: true }),
      isNew && mayHang(folder).catch(() => true),
    ]);
    answers.set(folder, { atMs: now(), waitedMs: never ? Infinity : (waitedMs ?? 0) });
    return info;
  };
}
