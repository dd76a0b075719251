// Why this exists: a picture or text on the clipboard has no file, and uploads read files; each gets a private one for a while.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TempFiles } from '../services/ports';

/** Keeps the files under `folder` (mode 0700), each in a folder of its own so that the name is exactly the one asked for. */
export function createTempFiles(folder: string): TempFiles {
  return {
    async create(fileName, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(await mkdtemp(join(folder, 'clip-')), fileName);
      await writeFile(path, content, { mode: 0o600, flag: 'wx' });
      return path;
    },
    async remove(path) {
      const own = dirname(path);
      if (dirname(own) !== folder) throw new Error('not one of these files');
      await rm(own, { recursive: true, force: true });
    },
  };
}
