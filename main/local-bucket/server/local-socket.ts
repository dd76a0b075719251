// The server listens on a local socket as well, a Unix socket in the folder or on Windows a named pipe. Programs of other users cannot open it, so
// they cannot fill it with connections, and Mayfly's own requests always get through; links are opened on the port.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:net';
import { join, resolve } from 'node:path';

const socketName = 'own.sock';
/** `sockaddr_un.sun_path` with its NUL: 108 bytes on Linux, 104 on macOS and the BSDs. A longer path would be cut off and be another. */
const longestPathBytes = 103;

/** Where the local socket that an owner file names is; undefined where the system cannot reach it by this path: then the port is the way. */
export function pathOfLocalSocket(dataDir: string, name: string): string | undefined {
  if (process.platform === 'win32') return name;
  const path = resolve(join(dataDir, name));
  return Buffer.byteLength(path) > longestPathBytes ? undefined : path;
}

/**
 * Lets `server` listen on the local socket; gives the name for the owner file, or undefined where there can be none: the path is too long, or
 * the file system has no sockets. Only for who holds the folder's lock: what a killed server left of its socket is removed.
 */
export async function listenLocally(server: Server, dataDir: string): Promise<string | undefined> {
  // A pipe's name is seen by everybody: a new one each time, so that nobody waits under it.
  const name =
    process.platform === 'win32' ? `\\\\.\\pipe\\mayfly-bucket-own-${randomBytes(16).toString('hex')}` : socketName;
  const path = pathOfLocalSocket(dataDir, name);
  if (path === undefined) return undefined;
  if (process.platform !== 'win32') await rm(path, { force: true }).catch(() => undefined);
  return new Promise((done) => {
    const refused = () => done(undefined);
    server.once('error', refused);
    server.listen({ path }, () => {
      server.off('error', refused);
      done(name);
    });
  });
}
