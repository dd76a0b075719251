// A thousand links are proven over a few kept connections, and a connection the server gave up is no broken link.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createLinkProbe } from '../../main/adapters/network/link-probe';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Answers a ranged GET of a file of `sizeBytes` bytes; `onRequest` may spoil it first. */
async function serve(sizeBytes: number, onRequest: (nthOnItsSocket: number, socket: Socket) => void = () => undefined) {
  const asked = new Map<Socket, number>();
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    const nth = (asked.get(request.socket) ?? 0) + 1;
    asked.set(request.socket, nth);
    onRequest(nth, request.socket);
    response.writeHead(206, { 'content-range': `bytes 0-0/${sizeBytes}`, 'content-length': 1 }).end('x');
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/b/k`, asked, requests };
}

test('questions that follow each other share a connection, and none carries credentials', async () => {
  const { url, asked, requests } = await serve(7);
  const probe = createLinkProbe();
  for (let index = 0; index < 3; index += 1) expect(await probe.ask(url)).toEqual({ status: 206, sizeBytes: 7 });
  expect(asked.size).toBe(1);
  expect(requests.map(({ method, headers }) => [method, headers.range, headers.authorization])).toEqual(
    requests.map(() => ['GET', 'bytes=0-0', undefined]),
  );
});

test('a kept connection that the server gave up just now is asked again over a new one', async () => {
  const { url, asked } = await serve(7, (nth, socket) => {
    if (nth === 2) socket.destroy();
  });
  const probe = createLinkProbe();
  await probe.ask(url);
  expect(await probe.ask(url)).toEqual({ status: 206, sizeBytes: 7 });
  expect(asked.size).toBe(2);
});

test('a server that answers nobody is told as it is', async () => {
  const { url, asked } = await serve(7, (_nth, socket) => socket.destroy());
  await expect(createLinkProbe().ask(url)).rejects.toMatchObject({ code: 'connection-lost' });
  expect(asked.size).toBe(1);
});
