// Files that come in pieces under a hidden name. A process that was killed leaves its part, and the next one takes it over by renaming it.
import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir, rename, unlink, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../core/model/failure';
import type { IsAlive } from '../../core/model/system';
import type { PartFile, PartFiles, PartOf, PartOptions } from '../../core/ports/part-files';
import { checkFolder, codeOf, createHiddenFile, failureIn } from './hidden-file';

/** Of a kept part that is read again for its hash, at once. */
const readBytes = 4_194_304;
const hashCharacters = 24;

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, hashCharacters);

/** `.mayfly-get-<object>-<version>-<process id>.part`: hidden, and of one process. */
const partName = ({ place, version }: PartOf, pid: number): string =>
  `.mayfly-get-${short(place)}-${short(version)}-${pid}.part`;

const named = /^\.mayfly-get-([0-9a-f]{24})-([0-9a-f]{24})-(\d{1,10})\.part$/;

async function readInto(hash: Hash, handle: FileHandle, sizeBytes: number): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(readBytes, sizeBytes));
  for (let at = 0; at < sizeBytes;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, sizeBytes - at), at);
    if (bytesRead === 0) throw new Failure('folder-unusable');
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}

/** Of one call: `IOV_MAX` (limits.h) is 1,024. */
const mostVectors = 512;

/** The first `count` bytes of pieces. */
function firstOf(pieces: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  let left = count;
  return pieces.flatMap((piece) => {
    const first = piece.subarray(0, Math.max(0, left));
    left -= piece.length;
    return first.length === 0 ? [] : [first];
  });
}

/** What follows the first `count` bytes of pieces. */
function behind(pieces: readonly Uint8Array[], count: number): Uint8Array[] {
  let left = count;
  return pieces.flatMap((piece) => {
    const rest = piece.subarray(Math.min(piece.length, Math.max(0, left)));
    left -= piece.length;
    return rest.length === 0 ? [] : [rest];
  });
}

/** Long enough that a disk writes it in one go. */
const flushEveryBytes = 67_108_864;

/** Lets the disk take what was written while more comes: in the end there is little left to wait for. */
function flushAsItComes(handle: FileHandle) {
  let unflushedBytes = 0;
  let running: Promise<void> | undefined;
  let failed: unknown;
  return {
    wrote(bytes: number) {
      unflushedBytes += bytes;
      if (unflushedBytes < flushEveryBytes || running !== undefined) return;
      unflushedBytes = 0;
      const flushed = handle.datasync().catch((error: unknown) => void (failed ??= error));
      running = flushed.then(() => (running = undefined));
    },
    /** Raises what a flush raised: the system tells it once, so the last one would succeed. */
    async end() {
      await running;
      if (failed !== undefined) throw failed;
    },
  };
}

interface Left {
  readonly name: string;
  readonly version: string;
  readonly owner: number;
}

async function readParts(folder: string): Promise<ReadonlyMap<string, readonly Left[]>> {
  const parts = new Map<string, Left[]>();
  for (const name of await readdir(folder)) {
    const [, object = '', version = '', owner = ''] = named.exec(name) ?? [];
    if (object === '') continue;
    const left = { name, version, owner: Number(owner) };
    const others = parts.get(object);
    if (others === undefined) parts.set(object, [left]);
    else others.push(left);
  }
  return parts;
}

/**
 * Its process was ended between giving it its name and removing this one: what is written to it would be written to the saved file. Or another user
 * made it in a folder for several: its bytes may be anything, and its owner could change the saved file.
 */
const isOfNoUse = (path: string): Promise<boolean> =>
  lstat(path).then(
    ({ nlink, uid }) => nlink > 1 || uid !== (process.geteuid?.() ?? uid),
    () => false,
  );

export function createPartFiles(pid: number, isAlive: IsAlive): PartFiles {
  /** Of this process: two files of a page may be of one object. */
  const used = new Set<string>();

  /** By folder and object. A page may have thousands of files in one folder: each folder is read once. */
  const seen = new Map<string, Promise<ReadonlyMap<string, readonly Left[]>>>();
  const partsIn = (folder: string) => {
    const known = seen.get(folder) ?? readParts(folder);
    seen.set(folder, known);
    known.catch(() => seen.delete(folder));
    return known;
  };

  /** What ended processes left of an object before the first look at the folder. `own`: the name that is about to be used. */
  async function leftOf(folder: string, place: string, own = ''): Promise<readonly Left[]> {
    const parts = (await partsIn(folder)).get(short(place)) ?? [];
    // A part with our own id is of a process that had it before us: containers give the same ids again.
    return parts.filter(({ name, owner }) => (name === own || !used.has(name)) && (owner === pid || !isAlive(owner)));
  }

  /** Gives our name to the part that an ended process left, and tells whether there was one; of several the first. Removes parts of other versions. */
  async function takeOver(folder: string, of: PartOf, own: string): Promise<boolean> {
    const version = short(of.version);
    let isTaken = false;
    for (const left of await leftOf(folder, of.place, own)) {
      // The one that was taken has replaced it.
      if (isTaken && left.name === own) continue;
      const path = join(folder, left.name);
      if (left.version !== version || isTaken || (await isOfNoUse(path))) await unlink(path).catch(() => undefined);
      else
        isTaken = await rename(path, join(folder, own)).then(
          () => true,
          () => false,
        );
    }
    return isTaken;
  }

  async function begin(
    folder: string,
    of: PartOf,
    { sizeBytes, unitBytes, wantsHash }: PartOptions,
  ): Promise<PartFile> {
    const identity = await checkFolder(folder);
    let own = partName(of, pid);
    for (let number = 1; used.has(own); number += 1) own = partName({ ...of, version: `${of.version} ${number}` }, pid);
    used.add(own);
    const isTaken = await takeOver(folder, of, own);
    const temporary = join(folder, own);
    const made = isTaken ? 0 : constants.O_CREAT | constants.O_EXCL;
    const handle = await open(temporary, constants.O_RDWR | made | (constants.O_NOFOLLOW ?? 0), 0o666);
    const hash = wantsHash ? createHash('sha256') : undefined;
    let writtenBytes = 0;
    try {
      const found = await handle.stat();
      if (!found.isFile()) throw new Failure('folder-unusable', { fileName: basename(folder) });
      const kept = Math.min(found.size, sizeBytes);
      writtenBytes = kept - (kept % unitBytes);
      if (found.size !== writtenBytes) await handle.truncate(writtenBytes);
      if (hash !== undefined) await readInto(hash, handle, writtenBytes);
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
    const file = createHiddenFile(folder, identity, temporary, handle);
    const flushes = flushAsItComes(handle);
    return {
      keptBytes: writtenBytes,
      write: (pieces) =>
        file.guarded(async () => {
          for (let left = pieces.filter((piece) => piece.length > 0); left.length > 0;) {
            const { bytesWritten } = await handle.writev(left.slice(0, mostVectors), writtenBytes);
            for (const written of firstOf(left, bytesWritten)) hash?.update(written);
            writtenBytes += bytesWritten;
            flushes.wrote(bytesWritten);
            left = behind(left, bytesWritten);
          }
        }),
      async finish(origin) {
        await file.guarded(() => flushes.end());
        return file.finish(origin, () => ({ sizeBytes: writtenBytes, sha256: hash?.digest('hex') ?? '' }));
      },
      publish: file.publish,
      leave: file.close,
      async discard() {
        await file.discard();
        used.delete(own);
      },
    };
  }

  return {
    begin: (folder, of, options) =>
      begin(folder, of, options).catch((error: unknown) => {
        throw codeOf(error) === undefined ? error : failureIn(folder, error);
      }),
    async removeLeft(folder, place) {
      // What cannot be read or removed is in nobody's way.
      const left = await leftOf(folder, place).catch(() => []);
      for (const { name } of left) await unlink(join(folder, name)).catch(() => undefined);
    },
  };
}
