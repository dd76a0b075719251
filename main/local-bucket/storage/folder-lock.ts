// The lock of a data folder, for one server per folder; the system releases it when its holder dies.

import { randomBytes } from 'node:crypto';
import { constants, open, readFile, stat, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:net';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { systemCode } from '../protocol/errors';

export interface FolderLock {
  release(): Promise<void>;
}

/** O_EXLOCK of macOS's fcntl.h, absent in Node's constants: opening takes the file's lock or fails. */
const exclusiveLockFlag = 0x20;

/** A random name in the private folder, so that no other user can take the lock in advance. */
async function lockToken(dataDir: string): Promise<string> {
  const path = join(dataDir, 'lock-name');
  try {
    await writeFile(path, randomBytes(16).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (systemCode(cause) !== 'EEXIST') throw cause;
  }
  const token = (await readFile(path, 'latin1')).trim();
  const { dev, ino } = await stat(dataDir, { bigint: true });
  // With the folder's inode: a copied folder has the same token and needs a lock of its own.
  return createHash('sha256').update(`${token} ${dev} ${ino}`).digest('hex').slice(0, 40);
}

async function listenExclusively(path: string): Promise<FolderLock | undefined> {
  const server: Server = createServer((socket) => {
    socket.destroy();
  });
  const listening = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (cause) => {
      if (systemCode(cause) === 'EADDRINUSE' || systemCode(cause) === 'EACCES') resolve(false);
      else reject(cause);
    });
    server.listen({ path }, () => {
      resolve(true);
    });
  });
  if (!listening) return undefined;
  server.unref();
  return {
    release: async () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function lockFile(path: string): Promise<FolderLock | undefined> {
  const { O_CREAT, O_NONBLOCK, O_RDWR } = constants;
  try {
    const handle = await open(path, O_CREAT | O_RDWR | O_NONBLOCK | exclusiveLockFlag, 0o600);
    return { release: async () => handle.close() };
  } catch (cause) {
    if (systemCode(cause) === 'EAGAIN' || systemCode(cause) === 'EWOULDBLOCK') return undefined;
    throw cause;
  }
}

/**
 * Locks the folder; undefined when another process (or this one) holds the lock. Linux: a socket in the abstract namespace;
 * Windows: a named pipe; macOS and the BSDs: a file opened with its lock. None of them needs cleaning up.
 */
export async function lockFolder(dataDir: string): Promise<FolderLock | undefined> {
  const token = await lockToken(dataDir);
  switch (process.platform) {
    case 'linux':
      return listenExclusively(`\0mayfly-bucket-${token}`);
    case 'win32':
      return listenExclusively(`\\\\.\\pipe\\mayfly-bucket-${token}`);
    default:
      return lockFile(join(dataDir, 'lock'));
  }
}
