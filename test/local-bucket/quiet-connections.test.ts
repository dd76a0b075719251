// Connections that browsers open in advance, or keep after an answer: what ends them without a request is never taken for an answer.

import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Fixture, bucketName, serve } from './fixture';
import { presignTarget } from './signing';

const limits = { headersMs: 600, silenceMs: 60_000, keepAliveMs: 1_000, checkEveryMs: 50 };
/** Node of today adds a second of its own. */
const mostUntoldMs = 2_200;
let s3: Fixture;
let request = '';
beforeAll(async () => {
  s3 = await serve({}, { now: Date.now, sweepIntervalMs: 60_000, limits });
  await s3.client.send(new PutObjectCommand({ Bucket: bucketName, Key: 'here', Body: 'still alive' }));
  request = `GET ${presignTarget({ host: s3.host, target: `/${bucketName}/here` })} HTTP/1.1\r\nHost: ${s3.host}\r\n\r\n`;
});
afterAll(async () => s3.stop());

interface Heard {
  readonly socket: Socket;
  readonly text: () => string;
  /** How the server ended it: an error is a connection that was reset. */
  readonly ended: Promise<'closed' | 'reset'>;
}

async function open(): Promise<Heard> {
  const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
  let text = '';
  let isReset = false;
  socket.on('error', () => (isReset = true));
  socket.on('data', (piece) => (text += piece.toString('latin1')));
  const ended = new Promise<'closed' | 'reset'>((resolve) => {
    socket.once('close', () => resolve(isReset ? 'reset' : 'closed'));
  });
  await once(socket, 'connect');
  return { socket, text: () => text, ended };
}

const ok = 'HTTP/1.1 200';
const statuses = (text: string) => text.match(/HTTP\/1\.1 \d+/g) ?? [];
const answered = (heard: Heard, count: number) =>
  vi.waitUntil(() => heard.text().match(/still alive/g)?.length === count, { interval: 5, timeout: 10_000 });

describe.concurrent('a connection on which nothing was asked', () => {
  test('ends without a byte: a browser would take one as the answer to what it asks there next', async () => {
    const heard = await open();
    await expect(heard.ended).resolves.toBe('closed');
    expect(heard.text()).toBe('');
  });

  test('ends without a byte after an answer, too', async () => {
    const heard = await open();
    heard.socket.write(request);
    await expect(heard.ended).resolves.toBe('closed');
    expect(heard.text()).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\nstill alive$/s);
  });

  test('serves a request that comes before its end', async () => {
    const heard = await open();
    await delay(limits.headersMs / 2);
    heard.socket.write(request);
    await answered(heard, 1);
    expect(statuses(heard.text())).toEqual([ok]);
    heard.socket.destroy();
  });
});

describe.concurrent('a request that is sent by half', () => {
  test.each([
    ['a piece of its first line', 'GE', 0],
    ['a first line', `GET /${bucketName}/here HTTP/1.1\r\n`, 0],
    ['headers without their end', `GET /${bucketName}/here HTTP/1.1\r\nHost: HOST\r\nX-Slow: `, 0],
    ['the half of a second one', `GET /${bucketName}/here HTTP/1.1\r\nX-Slow: `, 1],
  ])('is told that its time is over: %s', async (_what, half, before) => {
    const heard = await open();
    if (before === 1) {
      heard.socket.write(request);
      await answered(heard, 1);
    }
    heard.socket.write(half.replace('HOST', s3.host));
    await heard.ended;
    expect(statuses(heard.text()).slice(before)).toEqual(['HTTP/1.1 408']);
  });
});

describe('a request that comes in the moment in which its connection is to end', () => {
  /** The limit passes while the request waits to be read: the server's thread is this one. */
  function block(ms: number): void {
    const endsAtMs = performance.now() + ms;
    while (performance.now() < endsAtMs);
  }

  test('is answered on a connection that was kept', async () => {
    const heard = await open();
    heard.socket.write(request);
    await answered(heard, 1);
    heard.socket.write(request);
    block(limits.keepAliveMs + mostUntoldMs);
    await answered(heard, 2);
    expect(statuses(heard.text())).toEqual([ok, ok]);
    heard.socket.destroy();
  });

  test('is answered on a connection that was opened in advance', async () => {
    const heard = await open();
    heard.socket.write(request);
    block(limits.headersMs * 2);
    await answered(heard, 1);
    expect(statuses(heard.text())).toEqual([ok]);
    heard.socket.destroy();
  });

  test('does not come from a client that counts: it is told less time than it has', async () => {
    const heard = await open();
    heard.socket.write(request);
    await answered(heard, 1);
    const answeredAtMs = performance.now();
    const toldMs = Number(/Keep-Alive: timeout=(\d+)/i.exec(heard.text())?.[1]) * 1_000;
    await heard.ended;
    expect(performance.now() - answeredAtMs).toBeGreaterThan(toldMs + 400);
  });
});
