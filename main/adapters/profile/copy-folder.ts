// Copies a folder to another file system, flushed to the disk: the copy survives a power cut after the original is removed.
import type * as nodeFs from 'node:fs/promises';
import { join } from 'node:path';
import { flushFolder } from '../files/flush-folder';

type CopyDisk = Pick<typeof nodeFs, 'copyFile' | 'lstat' | 'mkdir' | 'open' | 'readdir' | 'readlink' | 'symlink'>;

/** Keeps permissions and times: an interrupted upload recognises its file by them. */
async function copyFile(from: string, to: string, disk: CopyDisk): Promise<void> {
  const { mode, atime, mtime } = await disk.lstat(from);
  await disk.copyFile(from, to);
  const handle = await disk.open(to, 'r+');
  try {
    await handle.chmod(mode & 0o777);
    await handle.utimes(atime, mtime);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Copies files, folders and symbolic links, flushed; sockets and the like belong to a process and stay. `isWanted` is asked of the first level. */
export async function copyWhole(
  from: string,
  to: string,
  isWanted: (name: string) => boolean,
  disk: CopyDisk,
): Promise<void> {
  await disk.mkdir(to, { mode: (await disk.lstat(from)).mode & 0o777 });
  for (const entry of await disk.readdir(from, { withFileTypes: true })) {
    if (!isWanted(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyWhole(source, target, () => true, disk);
    else if (entry.isFile()) await copyFile(source, target, disk);
    else if (entry.isSymbolicLink()) await disk.symlink(await disk.readlink(source), target);
  }
  await flushFolder(to, disk);
}
