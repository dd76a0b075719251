// Uploads read files: a picture or text from the clipboard gets a private temporary one.
import { lstatSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { TempFiles } from '../../core/ports/files';

const ownPrefix = 'clip-';

/** Whether `mkdtemp` made the folder for one file of Mayfly's. The folder around it may be the user's own, with others of such names. */
export function isOwnTempFolder(path: string, prefix: string): boolean {
  const name = basename(path);
  if (!name.startsWith(prefix) || !/^[A-Za-z0-9]{6}$/.test(name.slice(prefix.length))) return false;
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info?.isDirectory() !== true || !isPrivate(info)) return false;
  const [inside, ...more] = readdirSync(path);
  if (inside === undefined) return true;
  return more.length === 0 && lstatSync(join(path, inside), { throwIfNoEntry: false })?.isFile() === true;
}

/** Windows has no such mode. */
const isPrivate = ({ mode }: { readonly mode: number }): boolean =>
  process.platform === 'win32' || (mode & 0o077) === 0;

/** Keeps the files under `folder` (mode 0700), each in a folder of its own so that the name is exactly the one asked for. */
export function createTempFiles(folder: string): TempFiles {
  return {
    async create(fileName, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(await mkdtemp(join(folder, ownPrefix)), fileName);
      await writeFile(path, content, { mode: 0o600, flag: 'wx' });
      return path;
    },
    async keepOnly(paths) {
      // Compared by the random name: the path may have passed a symbolic link to the profile.
      const kept = new Set(paths.map((path) => basename(dirname(path))));
      const there = await readdir(folder).catch(() => []);
      for (const name of there) {
        if (kept.has(name) || !isOwnTempFolder(join(folder, name), ownPrefix)) continue;
        await rm(join(folder, name), { recursive: true, force: true });
      }
    },
  };
}
