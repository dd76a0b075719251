// Where the paths that agents name really lie, and what is there.
import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Places } from '../../core/ports/agents';

/** Enough for the head of a key file with a comment before it. */
const headBytes = 4_096;

const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );

export const places: Places = {
  async placeOf(path) {
    for (let at = path; ; at = dirname(at)) {
      const real = await realpath(at).catch(() => undefined);
      if (real !== undefined) return { real, isThere: at === path };
      if ((await isLink(at)) || at === dirname(at)) return { real: undefined, isThere: false };
    }
  },
  async inspectFile(path) {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const file = await open(path, flags).catch(() => undefined);
    if (file === undefined) return undefined;
    try {
      const found = await file.stat({ bigint: true });
      if (!found.isFile()) return undefined;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return { inode: found.ino, names: Number(found.nlink), head: buffer.subarray(0, bytesRead) };
    } catch {
      return undefined;
    } finally {
      await file.close();
    }
  },
  isFolder: (path) =>
    lstat(path).then(
      (found) => found.isDirectory(),
      () => false,
    ),
};
