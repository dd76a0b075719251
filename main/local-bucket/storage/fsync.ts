// Makes file system changes outlive a crash: flushed folders, files replaced in one step, and flushes shared between callers.

import { type FileHandle, open, readdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from '../protocol/errors';

/** Flushes a folder's entries. Windows cannot open folders and keeps its own journal for them, so there it is nothing. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of `bytes`, going on where the system wrote less than asked. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Writes a file beside `path` that is to take its place, flushed; returns its name. Nothing of one that fails is left. */
export async function writeBeside(path: string, content: Uint8Array): Promise<string> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await writeFully(handle, content, 0);
    await handle.datasync();
    await handle.close();
  } catch (cause) {
    await handle.close().catch(() => undefined);
    await unlink(temporary).catch(() => undefined);
    throw cause;
  }
  return temporary;
}

/** What Windows answers while somebody has either file open: another process that reads it, a scanner for viruses. */
const inUseCodes: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Between the attempts, longer each time: one second in all. */
const attemptPausesMs = [5, 15, 40, 90, 150, 300, 400];

/**
 * Puts `temporary` in the place of `path`; where that cannot be done within a second, it is removed and `path` is what it was. Close `path` before:
 * Windows replaces no file that is open (MoveFileExW, "Remarks").
 */
export async function putInPlace(temporary: string, path: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await rename(temporary, path);
      return;
    } catch (cause) {
      const pauseMs = attemptPausesMs[attempt];
      if (pauseMs === undefined || !inUseCodes.has(systemCode(cause) ?? '')) {
        await unlink(temporary).catch(() => undefined);
        throw cause;
      }
      await delay(pauseMs);
    }
  }
}

/** Removes what `writeBeside` left of a process that was killed. Call only while no other process uses the folder. */
export async function removeReplacements(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/\.[0-9a-f]{16}\.tmp$/.test(name)) await unlink(join(folder, name)).catch(() => undefined);
  }
}

/** Replaces a file by `content` such that a reader, or the next start, sees the old or the new one and never a mixture. */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  await putInPlace(await writeBeside(path, content), path);
  await syncFolder(dirname(path));
}

/**
 * Shares one run of `work` between all who ask while an earlier run is under way: a flush that starts after you asked
 * covers you too.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running === undefined) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
