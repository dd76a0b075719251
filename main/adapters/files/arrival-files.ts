// Writes files of guests into a folder: a temporary name first, then a name that nothing has, never over another file.
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { lstat, open, readdir, realpath, rmdir, statfs, unlink, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../core/model/failure';
import type { IsAlive } from '../../core/model/system';
import type { ArrivalFiles, ArrivalWriter, WrittenFile } from '../../core/ports/arrival-files';
import { makeFoldersMeanwhile } from './make-folders';
import { ownProfiles } from './own-profiles';
import { checkFolder, codeOf, createHiddenFile, failureIn } from './hidden-file';

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

const temporary = /^\.mayfly-([0-9A-Za-z-]+)-(\d+)\.part$/;

export function createArrivalFiles(pid: number, isAlive: IsAlive, profiles = ownProfiles()): ArrivalFiles {
  const inFolder = async <T>(folder: string, action: () => Promise<T>): Promise<T> => {
    try {
      await checkFolder(folder);
      return await action();
    } catch (error) {
      throw failureIn(folder, error);
    }
  };

  const writerTo = (folder: string, identity: string, path: string, handle: FileHandle): ArrivalWriter => {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const { guarded, finish, publish, discard } = createHiddenFile(folder, identity, path, handle);
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
      finish: (origin) => finish(origin, () => ({ sizeBytes, sha256: hash.digest('hex') })),
      publish,
      discard,
    };
  };

  return {
    async prepare(folder) {
      try {
        // A file of a guest named as the journal of a closed ledger would be read as that.
        if (await profiles.hold(folder))
          throw new Failure('folder-unusable', {
            fileName: basename(folder),
            reason: 'Mayfly keeps its own files there',
          });
        // Node writes that character for bytes that are no UTF-8, as of the current folder: the new folder would be another one.
        if (folder.includes('\ufffd') && !existsSync(folder))
          throw new Failure('folder-unusable', { fileName: basename(folder), reason: 'its path is no UTF-8' });
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
        const path = join(folder, temporaryName(id, pid));
        return writerTo(folder, identity, path, await open(path, 'wx'));
      }),
    removeLeft: (folder, ids) =>
      inFolder(folder, async () => {
        for (const name of await readdir(folder)) {
          const [, id = '', owner = ''] = temporary.exec(name) ?? [];
          if (!ids.has(id) || (Number(owner) !== pid && isAlive(Number(owner)))) continue;
          await unlink(join(folder, name)).catch(() => undefined);
        }
      }).catch(() => undefined),
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
        // Some network file systems tell nothing at all.
        ({ blocks, bavail, bsize }) => (blocks === 0 ? undefined : bavail * bsize),
        () => undefined,
      ),
  };
}
