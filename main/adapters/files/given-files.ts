// Compares an open file with the file that the user gave: its identity and its real path.
import type { BigIntStats } from 'node:fs';
import { readlink, realpath, stat, statfs, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';
import { isGiven, type FileSnapshot, type GivenFile } from '../../core/model/given-file';

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
  };
}

/** Whether the open file has the identity and the real path of the given one. */
export async function isStillGiven(
  handle: FileHandle,
  path: string,
  now: FileSnapshot,
  { within, snapshot }: GivenFile,
): Promise<boolean> {
  const place = await placeOf(handle, path, now);
  const inFolder = within.endsWith(sep) ? within : `${within}${sep}`;
  if (place === undefined || !(place === within || place.startsWith(inFolder))) return false;
  if (snapshot === undefined || isGiven(snapshot, now, true)) return true;
  return isGiven(snapshot, now, false) && !(await inodesLast(handle, path));
}

/** The real path of an open file; `undefined` when its path leads to another file now. */
async function placeOf({ fd }: FileHandle, path: string, now: FileSnapshot): Promise<string | undefined> {
  if (process.platform === 'linux') {
    // The kernel resolves the descriptor itself: no folder can be exchanged between two calls.
    const place = await readlink(`/proc/self/fd/${fd}`).catch(() => undefined);
    if (place !== undefined) return place;
  }
  const place = await realpath(path);
  const there = snapshotOf(await stat(place, { bigint: true }));
  return there.inode === now.inode && there.device === now.device ? place : undefined;
}

/**
 * File systems on which the same file may have another inode after a while, by their type in Linux (linux/magic.h): VFAT, exFAT, FUSE (sshfs,
 * rclone, NTFS-3G), SMB, CIFS, SMB2 and 9P. There size, times and place tell.
 */
const renumbering: ReadonlySet<number> = new Set([
  0x4d44, 0x2011bab0, 0x65735546, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997,
]);

async function inodesLast({ fd }: FileHandle, path: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const { type } = await statfs(`/proc/self/fd/${fd}`).catch(() => statfs(path));
  return !renumbering.has(type);
}
