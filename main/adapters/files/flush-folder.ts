// Flushes the entries of a folder: a new name survives a power cut.
import type * as nodeFs from 'node:fs/promises';

/** Windows opens no folder: do not call it there. */
export async function flushFolder(path: string, disk: Pick<typeof nodeFs, 'open'>): Promise<void> {
  const handle = await disk.open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
