// Hands a link to the browser without naming it in the arguments of a program: on Linux every user of the computer reads those.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { words } from '../../../resources/words/messages';

/** A browser that has to start may take a while. */
const handedOverForMs = 60_000;

/** `argv` of a program and the URL in it can be read in `/proc`. */
export const argumentsAreSeen = process.platform === 'linux';

/**
 * Gives an address on this computer that leads to `url` for a minute, for programs of this user alone. Programs of
 * other users can read it in a process list, and are refused by the owner of their connection. Raises what `/proc/net/tcp` raises where it cannot be read.
 */
export async function handOver(url: string): Promise<string> {
  await connections();
  // A start of the window waits for every module that is loaded with it.
  const { createServer } = await import('node:http');
  const path = `/${randomBytes(16).toString('base64url')}`;
  const server = createServer((request, response) => {
    const isAsked = request.method === 'GET' && request.url === path && request.headers.host === host;
    const common = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', connection: 'close' };
    const refuse = () => {
      response.writeHead(403, { ...common, 'content-type': 'text/plain; charset=utf-8' });
      response.end(words.links.notHandedOver);
    };
    const answer = (isOwn: boolean) => {
      if (!isOwn) refuse();
      else response.writeHead(302, { ...common, location: url }).end();
    };
    if (isAsked) isOfThisUser(request.socket).then(answer, refuse);
    else refuse();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  // An open server would keep the app from ending.
  server.unref();
  setTimeout(() => {
    server.close();
    server.closeAllConnections();
  }, handedOverForMs).unref();
  return `http://${host}${path}`;
}

const connections = (): Promise<string> => readFile('/proc/net/tcp', 'latin1');

/** As proc_pid_net(5) writes an IPv4 address and port: little-endian. */
const written = (port: number): string => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;

async function isOfThisUser({ remotePort = 0, localPort = 0 }: Socket): Promise<boolean> {
  const [theirs, ours] = [written(remotePort), written(localPort)];
  for (const line of (await connections()).split('\n')) {
    const [, local, remote, , , , , owner] = line.trim().split(/\s+/);
    if (local === theirs && remote === ours) return Number(owner) === process.getuid?.();
  }
  return false;
}
