// Endpoints that break before HTTP begins: nobody there, nobody answering, nobody speaking TLS.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { assertNever } from '../../main/core/model/failure';
import type { NetworkFault } from './network-faults';

export interface Endpoint {
  readonly url: string;
  close(): Promise<void>;
}

export async function brokenEndpoint(kind: NonNullable<NetworkFault['endpoint']>): Promise<Endpoint> {
  switch (kind) {
    case 'unknown-host':
      return { url: 'http://nobody.invalid', close: () => Promise.resolve() };
    case 'refused': {
      const listener = await listen(() => undefined);
      await listener.close();
      return { url: `http://127.0.0.1:${listener.port}`, close: () => Promise.resolve() };
    }
    case 'stalled-tls': {
      const listener = await listen((socket) => socket.resume());
      return { url: `https://127.0.0.1:${listener.port}`, close: () => listener.close() };
    }
    case 'plain-on-https': {
      const listener = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      return { url: `https://127.0.0.1:${listener.port}`, close: () => listener.close() };
    }
    case 'stalled-connect':
      return stalledConnect();
    default:
      return assertNever(kind);
  }
}

async function listen(onSocket: (socket: Socket) => void): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const stoppedListener = `
  const server = require('node:net').createServer(() => undefined);
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    process.stdout.write(server.address().port + '\\n', () => process.kill(process.pid, 'SIGSTOP'));
  });`;

/** A listener that accepts nothing: once its queue is full, Linux drops every further SYN. */
async function stalledConnect(): Promise<Endpoint> {
  const child = spawn(process.execPath, ['-e', stoppedListener], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  const fillers = Array.from({ length: 4 }, () => net.connect(port, '127.0.0.1').on('error', () => undefined));
  await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
