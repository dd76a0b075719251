// The Files port: a file is opened once, read by position, and always a regular file.
import * as fs from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../../core/model/failure';
import { naturalOrder } from '../../core/model/file-name';
import type { FileSnapshot } from '../../core/model/given-file';
import { isStillGiven, openFlags, snapshotOf } from './given-files';
import { createLookUp } from './look-up';
import type { OwnProfiles } from './own-profiles';
import { entriesOf, hasRawBytes, pathOfText, realPathOf, writableName, type Entry } from './raw-path';
import type { FileSource, Found, FoundFile, OpenFile } from '../../core/ports/files';

/** Written by file managers, never by people. */
const junk =
  /^(\.DS_Store|\.localized|\.Spotlight-V100|\.Trashes|\.fseventsd|\._.*|Thumbs\.db|ehthumbs\.db|desktop\.ini|\$RECYCLE\.BIN|Icon\r)$/i;

/** A deeper tree is a loop, as bind mounts make them. */
const deepestFolder = 64;

/** Elsewhere the real path of a file has the letters and the long name that are stored, whatever was typed. */
const onLinux = process.platform === 'linux';

/** `onRenamed`: gets the name under which a file is shared whose own is no UTF-8. `mostWaitMs`: as of `createLookUp`. `profiles`: no path into them is found. */
export function createFiles(
  onRenamed: (name: string) => void = () => undefined,
  mostWaitMs = 0,
  profiles?: OwnProfiles,
): FileSource {
  const look = createLookUp(mostWaitMs);
  /** Of lookups that run: a thousand files of one folder ask for its real path a few times. `undefined`: it lies in a profile. */
  const resolving = new Map<string, Promise<string | undefined>>();
  const resolve = (path: string): Promise<string | undefined> => {
    const known = resolving.get(path);
    if (known !== undefined) return known;
    const find = async () => ((await profiles?.hold(path)) === true ? undefined : realPathOf(path));
    const resolved = find().finally(() => resolving.delete(path));
    resolving.set(path, resolved);
    return resolved;
  };
  const givenPlace = async (path: string, fileName: string): Promise<string> => {
    const real = await guarded(fileName, () => resolve(path));
    if (real === undefined) throw new Failure('file-of-mayfly', { fileName });
    return real;
  };
  return {
    byPath: true,
    async find(path) {
      const fileName = writableName(basename(path));
      if (hasRawBytes(basename(path))) onRenamed(fileName);
      const named = await guarded(fileName, () => look(path));
      const isLink = named.isSymbolicLink();
      if (onLinux && named.isFile()) {
        await refuseUntold(path, named, fileName);
        const real = join(await givenPlace(dirname(path), fileName), basename(path));
        return foundFile(real, named);
      }
      const real = await givenPlace(path, fileName);
      const link = isLink ? { linkTarget: real } : {};
      const info = await guarded(fileName, () => stat(pathOfText(real), { bigint: true }));
      if (!info.isDirectory()) {
        refuseSpecial(info, fileName);
        await refuseUntold(real, info, fileName);
        return { ...foundFile(real, info, fileName), ...link };
      }
      const found = new Walk(real, profiles?.ledgerName, onRenamed);
      // `.` and `..` name no folder.
      const name = /^\.{0,2}$/.test(fileName) ? writableName(basename(real)) : fileName;
      await found.folder(real, name, 0);
      const why =
        found.skippedLinks.length > 0 ? { reason: 'symbolic links in a folder are not followed' as const } : {};
      if (found.files.length + found.refused.length === 0)
        throw new Failure('folder-empty', { fileName: name, ...why });
      return { files: found.files, refused: found.refused, skippedLinks: found.skippedLinks, ...link };
    },

    async open(path, given) {
      const fileName = writableName(basename(path));
      const descriptor = await guarded(fileName, () => open(pathOfText(path), openFlags));
      try {
        const info = await fstat(descriptor, { bigint: true });
        refuseSpecial(info, fileName);
        if (info.size === 0n) await refuseContent(descriptor, fileName);
        const snapshot = snapshotOf(info);
        if (given !== undefined && !(await guarded(fileName, () => isStillGiven(descriptor, path, snapshot, given)))) {
          throw new Failure('file-changed', { fileName });
        }
        return openFile(descriptor, snapshot, path);
      } catch (error) {
        await close(descriptor);
        throw error;
      }
    },
  };
}

const open = promisify(fs.open);
const fstat = promisify(fs.fstat);
const read = promisify(fs.read);
const close = promisify(fs.close);

const foundFile = (path: string, info: BigIntStats, name = writableName(basename(path))): Found => ({
  files: [{ path, name, within: path, snapshot: snapshotOf(info) }],
  refused: [],
  skippedLinks: [],
});

/** The file at `path` by its descriptor, which `close` closes. */
export function openFile(descriptor: number, snapshot: FileSnapshot, path: string): OpenFile {
  const fileName = writableName(basename(path));
  return {
    snapshot,
    descriptor,
    read: (positionBytes, target) =>
      guarded(fileName, async () => {
        let filled = 0;
        while (filled < target.length) {
          const { bytesRead } = await read(descriptor, target, filled, target.length - filled, positionBytes + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return filled;
      }),
    inspect: () =>
      guarded(fileName, async () => {
        const now = snapshotOf(await fstat(descriptor, { bigint: true }));
        if (now.label === undefined || now.ctimeNs === snapshot.ctimeNs || (await isAt(path, now))) return now;
        return { ...now, label: `${now.label} moved` };
      }),
    close: () => close(descriptor),
  };
}

const isAt = async (path: string, { inode, device }: FileSnapshot): Promise<boolean> => {
  const there = await lstat(pathOfText(path), { bigint: true }).catch(() => undefined);
  return there?.ino === inode && there.dev === device;
};

class Walk implements Found {
  readonly files: FoundFile[] = [];
  readonly refused: { readonly name: string; readonly failure: Failure }[] = [];
  readonly skippedLinks: string[] = [];

  constructor(
    private readonly within: string,
    private readonly ledgerName: string | undefined,
    private readonly onRenamed: (name: string) => void,
  ) {}

  async folder(path: string, name: string, depth: number): Promise<void> {
    let entries: readonly Entry[];
    try {
      if (depth > deepestFolder)
        throw new Failure('file-unreadable', { fileName: name, reason: 'it is nested too deep' });
      entries = await guarded(name, () => entriesOf(path));
      // A profile tells itself by its ledger: one of another process has no path that is known here.
      const isProfile = entries.some((entry) => entry.name === this.ledgerName && entry.kind.isFile());
      if (isProfile) throw new Failure('file-of-mayfly', { fileName: name });
    } catch (error) {
      if (depth === 0 || !(error instanceof Failure)) throw error;
      this.refused.push({ name, failure: error });
      return;
    }
    for (const entry of entries.toSorted((a, b) => naturalOrder(a.name, b.name))) {
      if (junk.test(entry.name)) continue;
      await this.entry(entry.kind, join(path, entry.name), `${name}/${writableName(entry.name)}`, depth);
    }
  }

  private async entry(entry: Entry['kind'], path: string, name: string, depth: number): Promise<void> {
    if (entry.isSymbolicLink()) {
      this.skippedLinks.push(name);
    } else if (entry.isDirectory()) {
      await this.folder(path, name, depth + 1);
    } else {
      try {
        const info = await guarded(basename(name), () => stat(pathOfText(path), { bigint: true }));
        refuseSpecial(info, basename(name));
        await refuseUntold(path, info, basename(name));
        if (hasRawBytes(basename(path))) this.onRenamed(basename(name));
        this.files.push({ path, name, within: this.within, snapshot: snapshotOf(info) });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        this.refused.push({ name, failure: error });
      }
    }
  }
}

function refuseSpecial(info: BigIntStats, fileName: string): void {
  if (info.isFile()) return;
  const reason = info.isFIFO()
    ? 'a named pipe'
    : info.isSocket()
      ? 'a socket'
      : info.isCharacterDevice() || info.isBlockDevice()
        ? 'a device'
        : info.isDirectory()
          ? 'a folder'
          : 'no ordinary file';
  throw new Failure('file-not-regular', { fileName, reason });
}

/** Files of a kernel or of FUSE whose content is made while they are read are said to have no byte (/proc/cpuinfo). */
async function refuseUntold(path: string, { size }: BigIntStats, fileName: string): Promise<void> {
  if (size > 0n) return;
  const descriptor = await guarded(fileName, () => open(pathOfText(path), openFlags));
  try {
    await refuseContent(descriptor, fileName);
  } finally {
    await close(descriptor);
  }
}

async function refuseContent(descriptor: number, fileName: string): Promise<void> {
  const { bytesRead } = await guarded(fileName, () => read(descriptor, new Uint8Array(1), 0, 1, 0));
  // One that is just being written has a size by now.
  const isUntold = bytesRead > 0 && (await fstat(descriptor, { bigint: true })).size === 0n;
  if (isUntold) throw new Failure('file-size-untold', { fileName });
}

/** Gives the errors of the file system a code. */
export async function guarded<T>(fileName: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    switch (code) {
      case 'ENOENT':
      case 'ENOTDIR':
        throw new Failure('file-missing', { fileName }, error);
      case 'ELOOP':
        throw new Failure('file-not-regular', { fileName, reason: 'a symbolic link that leads nowhere' }, error);
      case 'ENXIO':
        throw new Failure('file-not-regular', { fileName, reason: 'a socket' }, error);
      case 'EACCES':
      case 'EPERM':
        throw new Failure('file-unreadable', { fileName, reason: 'you have no right to' }, error);
      case 'EBUSY':
        throw new Failure('file-unreadable', { fileName, reason: 'another program holds it' }, error);
      case 'EIO':
        throw new Failure('file-unreadable', { fileName, reason: 'the disk reports an error' }, error);
      default:
        throw new Failure('file-unreadable', { fileName }, error);
    }
  }
}
