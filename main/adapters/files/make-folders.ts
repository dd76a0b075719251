// Makes folders with their parents. Node's own `recursive` never returns where the system answers ENOENT below a folder that is there, as /proc
// does (node/src/node_file.cc, MKDirpSync and MKDirpAsync), and a thread in it cannot be ended.
import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Makes one folder in one that is there; `undefined`: it was there. */
function makeFolder(path: string, mode: number): string | undefined {
  try {
    mkdirSync(path, { mode });
    return path;
  } catch (error) {
    // EEXIST, or EROFS and the like for a folder that is there.
    if (!isMissing(error) && isFolder(path)) return undefined;
    throw error;
  }
}

/** Gives the first folder that it made; `undefined`: all were there. Raises the errors of the disk. */
export function makeFolders(given: string, mode: number): string | undefined {
  const path = resolve(given);
  try {
    return makeFolder(path, mode);
  } catch (error) {
    const parent = dirname(path);
    if (!isMissing(error) || parent === path) throw error;
    // Another process may have made the parent meanwhile.
    const first = isFolder(parent) ? undefined : makeFolders(parent, mode);
    const last = makeFolder(path, mode);
    return first ?? last;
  }
}

/** The same off this thread: a network mount may take its time. */
export async function makeFoldersMeanwhile(given: string, mode: number): Promise<void> {
  const path = resolve(given);
  const isThere = (place: string) =>
    stat(place).then(
      (info) => info.isDirectory(),
      () => false,
    );
  const make = async () => {
    try {
      await mkdir(path, { mode });
    } catch (error) {
      if (isMissing(error) || !(await isThere(path))) throw error;
    }
  };
  try {
    await make();
  } catch (error) {
    const parent = dirname(path);
    if (!isMissing(error) || parent === path) throw error;
    if (!(await isThere(parent))) await makeFoldersMeanwhile(parent, mode);
    await make();
  }
}
