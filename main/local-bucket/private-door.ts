// A second way into the server that only the folder's owner finds: a Unix socket in the folder, on Windows a named pipe. Programs of other
// users cannot fill it with connections, so Mayfly's own requests always get through; links are opened on the port.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:net';
import { join, resolve } from 'node:path';

const socketName = 'own.sock';
/** `sockaddr_un.sun_path` with its NUL: 108 bytes on Linux, 104 on macOS and the BSDs. A longer path would be cut off and be another. */
const longestPathBytes = 103;

/** Where the door that an owner file names is; undefined where the system cannot reach it by this path: then the port is the way. */
export function pathOfDoor(dataDir: string, door: string): string | undefined {
  if (process.platform === 'win32') return door;
  const path = resolve(join(dataDir, door));
  return Buffer.byteLength(path) > longestPathBytes ? undefined : path;
}

/**
 * Lets `server` listen at the door too; gives what the owner file says of it, or undefined where there can be none: the path is too long, or
 * the file system has no sockets. Only for who holds the folder's lock: what a killed server left of its socket is removed.
 */
export async function openDoor(server: Server, dataDir: string): Promise<string | undefined> {
  // A pipe's name is seen by everybody: a new one each time, so that nobody waits under it.
  const door =
    process.platform === 'win32' ? `\\\\.\\pipe\\mayfly-bucket-own-${randomBytes(16).toString('hex')}` : socketName;
  const path = pathOfDoor(dataDir, door);
  if (path === undefined) return undefined;
  if (process.platform !== 'win32') await rm(path, { force: true }).catch(() => undefined);
  return new Promise((done) => {
    const refused = () => done(undefined);
    server.once('error', refused);
    server.listen({ path }, () => {
      server.off('error', refused);
      done(door);
    });
  });
}
