// What lies on the disk is the last word on whether something was deleted.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of all files below the folder, whether or not they are leaving it just now. */
export async function storedBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(
    files.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
