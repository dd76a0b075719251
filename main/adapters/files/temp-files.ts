// Uploads read files: a picture or text from the clipboard gets a private temporary one.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { TempFiles } from '../../core/ports/files';

const ownPrefix = 'clip-';

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
        if (!name.startsWith(ownPrefix) || kept.has(name)) continue;
        await rm(join(folder, name), { recursive: true, force: true });
      }
    },
  };
}
