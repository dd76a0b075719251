// A file under a hidden name in a folder, until it gets a name that nothing has.
import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import * as disk from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../core/model/failure';
import type { WrittenFile } from '../../core/ports/arrival-files';
import { flushFolder } from './flush-folder';
import { markForeign } from './foreign-mark';

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** The failure of a folder. Its name is the user's own. */
export function failureIn(folder: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const detail = { fileName: basename(folder) };
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure('disk-full', {}, error);
  // FAT32 takes no file of 4 GiB.
  if (code === 'EFBIG')
    return new Failure('folder-unusable', { ...detail, reason: 'its disk takes no file that large' }, error);
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
async function take(temporary: string, target: string): Promise<boolean> {
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
    try {
      await rename(temporary, target);
    } catch (refused) {
      // The reserved name holds nothing while the file is still at its hidden one.
      await lstat(temporary)
        .then(() => unlink(target))
        .catch(() => undefined);
      throw refused;
    }
    return true;
  }
  await unlink(temporary);
  return true;
}

/** `identity`: of the folder, by `checkFolder`. `temporary`: the path that `handle` opened. */
export function createHiddenFile(folder: string, identity: string, temporary: string, handle: FileHandle) {
  let closed = false;
  const end = async () => {
    if (closed) return;
    closed = true;
    await handle.close();
  };
  const close = () => end().catch(() => undefined);
  const guarded = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      throw failureIn(folder, error);
    }
  };
  return {
    /** Raises the failure of the folder in place of the error of the disk. */
    guarded,
    /** Flushes it, marks it as one that came from `origin`, closes it, and gives what was `written`. Raises as `failureIn`. */
    finish: (origin: string, written: () => WrittenFile) =>
      guarded(async () => {
        await markForeign(temporary, origin);
        await handle.sync();
        await end();
        return written();
      }),
    /** As `ArrivalWriter.publish`. Raises as `failureIn`. */
    publish: (name: string, below: string = '') =>
      guarded(async () => {
        // Another folder, or a link to one, may stand there by now.
        if ((await checkFolder(folder)) !== identity) {
          throw new Failure('folder-unusable', { fileName: basename(folder) });
        }
        const steps = below.split('/').filter((step) => step !== '');
        const folders = [folder, ...steps.map((_, at) => join(folder, ...steps.slice(0, at + 1)))].toReversed();
        await checkFolder(folders[0] ?? folder);
        const taken = await take(temporary, join(folders[0] ?? folder, name));
        // Those above it may be as new as the file.
        if (taken && process.platform !== 'win32') for (const each of folders) await flushFolder(each, disk);
        return taken;
      }),
    /** Never raises. */
    close,
    /** Removes the hidden name. Never raises. */
    discard: async () => {
      await close();
      await unlink(temporary).catch(() => undefined);
    },
  };
}
