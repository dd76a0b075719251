// The process of the uploads tells of its requests where the app asks for them, and only there.
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { getPriority } from 'node:os';
import { resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createEngineClient, type EngineChild } from '../../main/adapters/engine-process/client';
import type { FromEngine, ToEngine } from '../../main/adapters/engine-process/messages';
import { createOutbox } from '../../main/adapters/engine-process/outbox';
import { serveEngine } from '../../main/adapters/engine-process/server';
import { observed } from '../../main/adapters/network/request-log';
import type { TransferEngine, TransferJob } from '../../main/core/ports/transfer-engine';
import { direct, type Route } from '../../main/core/model/proxy-route';
import { rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials } from '../fakes/samples';

const idle: TransferEngine = {
  run: () => ({ done: new Promise(() => undefined), stop: () => undefined }),
  setLimits: () => undefined,
  renew: () => undefined,
  ask: async () => undefined,
  warmUp: () => undefined,
  coolDown: () => undefined,
  close: async () => undefined,
};

let close: () => Promise<void> = async () => undefined;
afterEach(async () => {
  vi.useRealTimers();
  await close();
});

/** The types of the messages to a process that was just started. */
async function started(onRequest?: (line: string) => void): Promise<readonly string[]> {
  const line = new EventEmitter();
  const types: string[] = [];
  const child: EngineChild = {
    send(messages) {
      types.push(...messages.map(({ type }) => type));
      line.emit('to', messages);
    },
    onMessages: (listener) => void line.on('from', listener),
    onGone: (listener) => void line.on('gone', listener),
    kill: () => undefined,
  };
  serveEngine(
    idle,
    {
      send: (messages: readonly FromEngine[]) => void line.emit('from', messages),
      onMessages: (listener: (messages: readonly ToEngine[]) => void) => void line.on('to', listener),
    },
    () => line.emit('gone'),
  );
  const engine = createEngineClient(() => child, undefined, onRequest);
  close = () => engine.close();
  engine.warmUp({ connection: sampleConnection, credentials: sampleCredentials });
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  return types;
}

test('a process is not asked for its requests', async () => {
  expect(await started()).toEqual(['limits', 'warm-up']);
});

test('one that is asked tells a line of each, until it ends', async () => {
  const lines: string[] = [];
  expect(await started((line) => lines.push(line))).toEqual(['limits', 'tell-requests', 'warm-up']);
  const ask = () => observed({ method: 'PUT', url: 'https://s3.example.com/k?q' }, Promise.resolve({ status: 200 }));
  await ask();
  expect(lines).toEqual([expect.stringMatching(/^PUT s3\.example\.com 200, \d+ ms, path of 2 characters$/)]);
  await close();
  await ask();
  expect(lines).toHaveLength(1);
});

const sampleJob: TransferJob = {
  id: 'u',
  path: '/files/a.txt',
  fileName: 'a.txt',
  connection: sampleConnection,
  credentials: sampleCredentials,
  key: 'k',
  headers: { contentType: 'text/plain', contentDisposition: 'inline', cacheControl: 'no-store' },
  resumable: false,
};

// It was told as failed, and then sent by the next process, where nobody saved its parts.
test('a transfer whose route is looked up while the process dies begins in the next one', async () => {
  const children: { readonly line: EventEmitter; readonly ran: string[] }[] = [];
  const routes: ((route: Route) => void)[] = [];
  const engine = createEngineClient(
    () => {
      const [line, ran] = [new EventEmitter(), [] as string[]];
      children.push({ line, ran });
      return {
        send: (messages) => void ran.push(...messages.flatMap((one) => (one.type === 'run' ? [one.job.id] : []))),
        onMessages: (listener) => void line.on('from', listener),
        onGone: (listener) => void line.on('gone', listener),
        kill: () => undefined,
      };
    },
    () => new Promise((resolveRoute) => routes.push(resolveRoute)),
  );
  const hooks = { onProgress: () => undefined, save: async () => undefined };
  const first = rejected(engine.run(sampleJob, hooks).done);
  const { done } = engine.run({ ...sampleJob, id: 'v' }, hooks);
  routes[0]?.(direct);
  await vi.waitFor(() => expect(children[0]?.ran).toEqual(['u']));
  children[0]?.line.emit('gone');
  expect((await first).code).toBe('engine-stopped');
  routes[1]?.(direct);
  await vi.waitFor(() => expect(children[1]?.ran).toEqual(['v']));
  children[1]?.line.emit('from', [{ type: 'done', id: 'v', done: { sizeBytes: 7 } }]);
  expect(await done).toEqual({ sizeBytes: 7 });
});

test('a message that the process does not take ends it, and by that what it ran', async () => {
  const line = new EventEmitter();
  const engine = createEngineClient(() => ({
    send(messages) {
      structuredClone(messages);
    },
    onMessages: () => undefined,
    onGone: (listener) => void line.on('gone', listener),
    kill: () => void line.emit('gone'),
  }));
  const job = { ...sampleJob, path: (() => 'no text') as unknown as string };
  const { done } = engine.run(job, { onProgress: () => undefined, save: async () => undefined });
  expect((await rejected(done)).code).toBe('engine-stopped');
});

test('messages of a few transfers go at once, those of many together and in their order', () => {
  vi.useFakeTimers();
  const posted: (readonly number[])[] = [];
  let isMany = false;
  const { send, flush } = createOutbox<number>(
    (messages) => posted.push(messages),
    () => isMany,
  );
  send(1);
  isMany = true;
  send(2);
  send(3);
  expect(posted).toEqual([[1]]);
  vi.advanceTimersByTime(5);
  send(4);
  isMany = false;
  send(5);
  expect(posted).toEqual([[1], [2, 3], [4, 5]]);
  vi.runAllTimers();
  flush();
  expect(posted).toHaveLength(3);
  isMany = true;
  for (let sent = 0; sent < 40; sent += 1) send(sent);
  expect(posted.slice(3).map(({ length }) => length)).toEqual([32]);
});

test.skipIf(process.platform === 'win32')('the process of the uploads gives way to the window', async () => {
  const child = fork(resolve('out/main/engine.cjs'), { serialization: 'advanced', stdio: 'ignore' });
  close = async () => void child.kill();
  await expect.poll(() => getPriority(child.pid)).toBe(5);
});
