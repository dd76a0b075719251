// Durable file system changes: flushed folders, atomically replaced files, and flushes shared between callers.

import { type FileHandle, open, readdir, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from '../protocol/errors';

/** Flushes a folder's entries. Does nothing on Windows, which cannot open folders and keeps a journal for them. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of `bytes`, repeating short writes. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Writes and flushes a file beside `path` that is to replace it; returns its name. A failed one is removed. */
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

/** Error codes of Windows while another process (a reader, a virus scanner) has either file open. */
const inUseCodes: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Between the attempts, longer each time: one second in all. */
const attemptPausesMs = [5, 15, 40, 90, 150, 300, 400];

/**
 * Replaces `path` by `temporary`; where that fails for a second, removes `temporary` and leaves `path` unchanged. Close `path` before:
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

/** Removes the files that `writeBeside` left in a killed process. Call only while no other process uses the folder. */
export async function removeReplacements(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/\.[0-9a-f]{16}\.tmp$/.test(name)) await unlink(join(folder, name)).catch(() => undefined);
  }
}

/** Replaces a file by `content` atomically: a reader, or the next start, sees the old or the new one. */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  await putInPlace(await writeBeside(path, content), path);
  await syncFolder(dirname(path));
}

/**
 * Shares one run of `work` between all calls made while an earlier run is under way: a flush that starts after a call
 * covers that call.
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
