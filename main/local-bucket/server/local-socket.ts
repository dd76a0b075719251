// The server listens on a local socket as well, a Unix socket in the folder or on Windows a named pipe. Programs of other users cannot open it, so
// they cannot fill it with connections, and Mayfly's own requests always get through; links are opened on the port.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:net';
import { join, resolve } from 'node:path';

const socketName = 'own.sock';
/** `sockaddr_un.sun_path` with its NUL: 108 bytes on Linux, 104 on macOS and the BSDs. The system would truncate a longer path. */
const longestPathBytes = 103;

/** The path of the local socket in an owner file; undefined where the system cannot reach it by this path: then clients use the port. */
export function pathOfLocalSocket(dataDir: string, name: string): string | undefined {
  if (process.platform === 'win32') return name;
  const path = resolve(join(dataDir, name));
  return Buffer.byteLength(path) > longestPathBytes ? undefined : path;
}

/**
 * Lets `server` listen on the local socket; resolves to its name for the owner file, undefined where the path is too long or
 * the file system has no sockets. Only for the holder of the folder's lock, because it removes the socket of a killed server.
 */
export async function listenLocally(server: Server, dataDir: string): Promise<string | undefined> {
  // Every user sees a pipe's name: a new one for each run, so that nobody can listen under it first.
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
