// Compares an open file with the file that the user gave: its identity and its real path.
import { constants, readlinkSync, realpathSync, statSync, type BigIntStats } from 'node:fs';
import { readlink, realpath, stat, statfs } from 'node:fs/promises';
import { sep } from 'node:path';
import { pathOfText, textOfPath } from './raw-path';
import { isGiven, type FileSnapshot, type GivenFile } from '../../core/model/given-file';

/** Opening a named pipe for reading waits for a writer for ever unless it is non-blocking; links were resolved before. */
export const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

const onLinux = process.platform === 'linux';

export function snapshotOf(info: BigIntStats): FileSnapshot {
  const { birthtimeNs } = info;
  return {
    sizeBytes: Number(info.size),
    mtimeNs: info.mtimeNs,
    ctimeNs: info.ctimeNs,
    inode: info.ino,
    // Windows gives a path's volume 64 bits and a descriptor's 32 (libuv pull request 4698).
    device: process.platform === 'win32' ? BigInt.asUintN(32, info.dev) : info.dev,
    ...(birthtimeNs > 0n && { birthtimeNs }),
    ...(onLinux && { label: `${info.mode} ${info.uid} ${info.gid} ${info.nlink}` }),
  };
}

/** Whether the open file has the identity and the real path of the given one. */
export async function isStillGiven(
  descriptor: number,
  path: string,
  now: FileSnapshot,
  given: GivenFile,
): Promise<boolean> {
  const place = await placeOf(descriptor, path, now);
  if (place === undefined || !isWithin(place, given)) return false;
  const { snapshot } = given;
  if (snapshot === undefined || isGiven(snapshot, now, true)) return true;
  return isGiven(snapshot, now, false) && !(await inodesLast(descriptor, path));
}

/**
 * The same in system calls that wait, for a thread of its own; false where only `isStillGiven` can tell, and for a file that is said to be empty, which
 * has to be looked into.
 */
export function isSurelyGiven(descriptor: number, path: string, now: FileSnapshot, given: GivenFile): boolean {
  const { snapshot } = given;
  if (snapshot === undefined || now.sizeBytes === 0 || !isGiven(snapshot, now, true)) return false;
  if (onLinux) return isWithin(textOfPath(readlinkSync(`/proc/self/fd/${descriptor}`, 'buffer')), given);
  const place = realpathSync.native(path);
  return isWithin(place, given) && isSameFile(snapshotOf(statSync(place, { bigint: true })), now);
}

function isWithin(place: string, { within }: GivenFile): boolean {
  return place === within || place.startsWith(within.endsWith(sep) ? within : `${within}${sep}`);
}

const isSameFile = (one: FileSnapshot, other: FileSnapshot): boolean =>
  one.inode === other.inode && one.device === other.device;

/** The real path of an open file; `undefined` when its path leads to another file now. */
async function placeOf(descriptor: number, path: string, now: FileSnapshot): Promise<string | undefined> {
  if (onLinux) {
    // The kernel resolves the descriptor itself: no folder can be exchanged between two calls.
    const place = await readlink(`/proc/self/fd/${descriptor}`, 'buffer').catch(() => undefined);
    if (place !== undefined) return textOfPath(place);
  }
  const place = await realpath(path);
  return isSameFile(snapshotOf(await stat(place, { bigint: true })), now) ? place : undefined;
}

/**
 * File systems on which the same file may have another inode after a while, by their type in Linux (linux/magic.h): VFAT, exFAT, FUSE (sshfs,
 * rclone, NTFS-3G), SMB, CIFS, SMB2 and 9P. There size, times and place tell.
 */
const renumbering: ReadonlySet<number> = new Set([
  0x4d44, 0x2011bab0, 0x65735546, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997,
]);

async function inodesLast(descriptor: number, path: string): Promise<boolean> {
  if (!onLinux) return true;
  const { type } = await statfs(`/proc/self/fd/${descriptor}`).catch(() => statfs(pathOfText(path)));
  return !renumbering.has(type);
}
