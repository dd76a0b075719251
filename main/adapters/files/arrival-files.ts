// Writes files of guests into a folder: a temporary name first, then a name that nothing has, never over another file.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, open, readdir, realpath, rename, rmdir, statfs, unlink, type FileHandle } from 'node:fs/promises';
import * as disk from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../core/model/failure';
import type { IsAlive } from '../../core/model/system';
import type { ArrivalFiles, ArrivalWriter, WrittenFile } from '../../core/ports/arrival-files';
import { makeFoldersMeanwhile } from './make-folders';
import { flushFolder } from './flush-folder';
import { markForeign } from './foreign-mark';

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** The failure of a folder. Its name is the user's own. */
export function failureIn(folder: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const detail = { fileName: basename(folder) };
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure('disk-full', {}, error);
  return new Failure(code === 'ENOENT' ? 'folder-missing' : 'folder-unusable', detail, error);
}

/** Hard links are missing on FAT, on some network file systems, and where the system forbids them. */
const noLinks = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EINVAL', 'EISDIR', 'UNKNOWN']);

export async function checkFolder(folder: string): Promise<string> {
  const found = await lstat(folder);
  if (!found.isDirectory()) throw new Failure('folder-unusable', { fileName: basename(folder) });
  return `${found.dev}:${found.ino}`;
}

/** Gives `target` the content of `temporary` where nothing has that name. */
export async function take(temporary: string, target: string): Promise<boolean> {
  try {
    await link(temporary, target);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!noLinks.has(codeOf(error) ?? '')) throw error;
    // The name is taken exclusively, and only this empty file of ours is replaced.
    const reserved = await open(target, 'wx').catch((taken: unknown) => {
      if (codeOf(taken) === 'EEXIST') return undefined;
      throw taken;
    });
    if (reserved === undefined) return false;
    await reserved.close();
    await rename(temporary, target);
    return true;
  }
  await unlink(temporary);
  return true;
}

const pieceBytes = 1_048_576;

async function readWhole(path: string): Promise<WrittenFile | undefined> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(
    () => undefined,
  );
  if (handle === undefined) return undefined;
  try {
    if (!(await handle.stat()).isFile()) return undefined;
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(pieceBytes);
    let sizeBytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, sizeBytes);
      if (bytesRead === 0) return { sizeBytes, sha256: hash.digest('hex') };
      sizeBytes += bytesRead;
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** `.mayfly-<id>-<process id>.part`: hidden, and of one process. */
const temporaryName = (id: string, pid: number): string => `.mayfly-${id}-${pid}.part`;

async function removeLeft(folder: string, id: string, pid: number, isAlive: IsAlive): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, owner = ''] = new RegExp(`^\\.mayfly-${id}-(\\d+)\\.part$`).exec(name) ?? [];
    if (owner === '' || (Number(owner) !== pid && isAlive(Number(owner)))) continue;
    await unlink(join(folder, name)).catch(() => undefined);
  }
}

export function createArrivalFiles(pid: number, isAlive: IsAlive): ArrivalFiles {
  const inFolder = async <T>(folder: string, action: () => Promise<T>): Promise<T> => {
    try {
      await checkFolder(folder);
      return await action();
    } catch (error) {
      throw failureIn(folder, error);
    }
  };

  const writerTo = (folder: string, identity: string, temporary: string, handle: FileHandle): ArrivalWriter => {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    let closed = false;
    const close = async () => {
      if (closed) return;
      closed = true;
      await handle.close();
    };
    const guarded = async <T>(action: () => Promise<T>): Promise<T> => {
      try {
        return await action();
      } catch (error) {
        throw failureIn(folder, error);
      }
    };
    return {
      write: (bytes) =>
        guarded(async () => {
          for (let offset = 0; offset < bytes.length;) {
            const { bytesWritten } = await handle.write(bytes, offset, bytes.length - offset, sizeBytes + offset);
            offset += bytesWritten;
          }
          hash.update(bytes);
          sizeBytes += bytes.length;
        }),
      finish: (origin) =>
        guarded(async () => {
          await markForeign(temporary, origin);
          await handle.sync();
          await close();
          return { sizeBytes, sha256: hash.digest('hex') };
        }),
      publish: (name) =>
        guarded(async () => {
          // Another folder, or a link to one, may stand there by now.
          if ((await checkFolder(folder)) !== identity) {
            throw new Failure('folder-unusable', { fileName: basename(folder) });
          }
          const taken = await take(temporary, join(folder, name));
          if (taken && process.platform !== 'win32') await flushFolder(folder, disk);
          return taken;
        }),
      async discard() {
        await close().catch(() => undefined);
        await unlink(temporary).catch(() => undefined);
      },
    };
  };

  return {
    async prepare(folder) {
      try {
        await makeFoldersMeanwhile(folder, 0o777).catch((error: unknown) => {
          // It was never there: nothing can be put back.
          throw codeOf(error) === 'ENOENT' ? new Failure('folder-unusable', { fileName: basename(folder) }) : error;
        });
        const real = await realpath(folder);
        await checkFolder(real);
        return real;
      } catch (error) {
        throw failureIn(folder, error);
      }
    },
    isFree: (folder) =>
      readdir(folder).then(
        (names) => names.length === 0,
        (error: unknown) => codeOf(error) === 'ENOENT',
      ),
    begin: (folder, id) =>
      inFolder(folder, async () => {
        const identity = await checkFolder(folder);
        await removeLeft(folder, id, pid, isAlive);
        const temporary = join(folder, temporaryName(id, pid));
        return writerTo(folder, identity, temporary, await open(temporary, 'wx'));
      }),
    inspect: (folder, name) => inFolder(folder, () => readWhole(join(folder, name))),
    has: (folder, name) =>
      inFolder(folder, () =>
        lstat(join(folder, name)).then(
          () => true,
          (error: unknown) => {
            if (codeOf(error) === 'ENOENT') return false;
            throw error;
          },
        ),
      ),
    removeEmpty: (folder) =>
      rmdir(folder).then(
        () => true,
        () => false,
      ),
    freeBytes: (folder) =>
      statfs(folder).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => undefined,
      ),
  };
}
