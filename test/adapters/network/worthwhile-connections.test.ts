// A near server gets few connections, one that lets requests wait as many as are allowed.
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createAgents, send, usualTimeLimits } from '../../../main/adapters/network/http-client';
import { WorthwhileConnections } from '../../../main/adapters/network/worthwhile-connections';

afterEach(() => vi.useRealTimers());

/** For a server that allows 128; `raised`: the limit at each time it grew. */
function start(isSecure = false) {
  vi.useFakeTimers();
  const raised: number[] = [];
  const worthwhile: WorthwhileConnections = new WorthwhileConnections(isSecure, 128, () => raised.push(worthwhile.now));
  return { worthwhile, raised };
}

test.each([
  ['reached at once', true, 16],
  ['not reached in three milliseconds', false, 128],
])('a server that is %s', (_how, isReached, limit) => {
  const { worthwhile } = start();
  worthwhile.opening();
  expect(worthwhile.now).toBe(16);
  if (isReached) worthwhile.reached();
  vi.advanceTimersByTime(10);
  expect(worthwhile.now).toBe(limit);
});

test.each([
  ['plain', false, 8, 16],
  ['TLS', true, 32, 8],
])('the quickest answer decides, not those that waited here: %s', (_protocol, isSecure, judged, few) => {
  const { worthwhile, raised } = start(isSecure);
  const answers = (ms: number) => {
    for (let number = 1; number < judged; number += 1) worthwhile.answered(500);
    worthwhile.answered(ms);
  };
  expect(worthwhile.now).toBe(few);
  answers(few / 2);
  expect(raised).toEqual([]);
  answers(20);
  expect(raised).toEqual([40]);
  answers(1);
  expect(worthwhile.now).toBe(40);
  answers(300);
  expect(raised).toEqual([40, 128]);
});

test('requests that wait get more connections as long as none of them has its turn', () => {
  const { worthwhile, raised } = start();
  worthwhile.reached();
  const queue = ['a', 'b', 'c'];
  worthwhile.waiting(() => queue[0]);
  vi.advanceTimersByTime(60);
  expect(raised).toEqual([32]);
  // One has its turn each time.
  queue.shift();
  vi.advanceTimersByTime(60);
  queue.shift();
  vi.advanceTimersByTime(60);
  queue.shift();
  vi.advanceTimersByTime(60);
  expect(raised).toEqual([32]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a server that answers none of the first gets a connection for every request that waits', async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.resume();
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
  const agents = createAgents(100);
  const stop = new AbortController();
  const asked = Array.from({ length: 100 }, () =>
    send({ method: 'GET', url, headers: {}, signal: stop.signal }, agents, usualTimeLimits).catch(() => undefined),
  );
  await vi.waitFor(() => expect(sockets.size).toBe(100), { timeout: 20_000 });
  stop.abort();
  await Promise.all(asked);
  agents.close();
  for (const socket of sockets) socket.destroy();
  server.close();
});
