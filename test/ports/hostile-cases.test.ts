// More than sixty hostile answers, each from a process of its own: no credentials to others, no stall, no flood of memory,
// and plain words.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { asFailure, type Failure } from '../../main/core/model/failure';
import { failureWords } from '../../main/core/wording/failure-words';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { elsewhere, hostileCases, type HostileCase, type Plan } from './hostile-cases';
import { longestStallHere, longestStallMs, stallOf } from './stalls';
import { operations } from './store-operations';

const mebibyte = 1_048_576;
const mostMemoryBytes = 256 * mebibyte;

interface Answer {
  readonly id: number;
  readonly port?: number;
  readonly heard?: readonly { readonly port: number; readonly line: string; readonly signed: boolean }[];
}

let child: ChildProcess;
let otherPort = 0;
let orders = 0;

async function order(what: { readonly kind: 'listen'; readonly plan?: Plan } | { readonly kind: 'heard' }) {
  const id = (orders += 1);
  child.send({ ...what, id });
  for (;;) {
    const [answer] = (await once(child, 'message')) as [Answer];
    if (answer.id === id) return answer;
  }
}

beforeAll(async () => {
  child = fork(join(import.meta.dirname, 'hostile-child.mjs'), { stdio: 'ignore' });
  otherPort = (await order({ kind: 'listen' })).port ?? 0;
  // The SDK is loaded with the first small request: a moment that is the same for every server.
  await ending({ family: '', name: '', on: 'list', plan: { head: '' }, ends: 'connection-lost' });
});
afterAll(() => child.disconnect());

async function ending({ family, on, plan }: HostileCase): Promise<Failure | 'done'> {
  const aimed = JSON.parse(JSON.stringify(plan).replaceAll(elsewhere, `127.0.0.1:${otherPort}`)) as Plan;
  const { port } = await order({ kind: 'listen', plan: aimed });
  // Who is slow on purpose is given up soon, everybody else gets the time that a busy machine needs.
  const limits = { connectMs: 30_000, silenceMs: family === 'slow' ? 500 : 30_000 };
  const connection = { ...sampleConnection, endpoint: `http://127.0.0.1:${port}` };
  const store = createObjectStoreFactory(Date.now, limits)(connection, sampleCredentials);
  try {
    await operations[on](store);
    // Whatever time it told, links can be signed.
    await store.link({ key: 'k', lifetimeSeconds: 60 });
    return 'done';
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === 'unexpected') throw error;
    return failure;
  } finally {
    store.close();
  }
}

test('they are sixty at least, of all families', () => {
  expect(hostileCases.length).toBeGreaterThanOrEqual(60);
  expect(new Set(hostileCases.map(({ family, name }) => `${family}: ${name}`)).size).toBe(hostileCases.length);
});

test.each(hostileCases)('$family: $name', async (hostile) => {
  const memoryBefore = process.memoryUsage.rss();
  const { result: end, stallMs } = await stallOf(() => ending(hostile));
  expect(end === 'done' ? end : end.code).toBe(hostile.ends);
  expect(stallMs).toBeLessThan(stallMs < longestStallMs ? longestStallMs : longestStallHere());
  expect(process.memoryUsage.rss() - memoryBefore).toBeLessThan(mostMemoryBytes);
  if (end !== 'done') checkPlain(end);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

/** Nothing of what the server wrote, nothing that a terminal or a page would act on, no secret. */
function checkPlain(failure: Failure): void {
  for (const door of ['window', 'terminal'] as const) {
    const { message, safety, next } = failureWords(failure, door);
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    expect(`${message} ${safety} ${next}`).not.toMatch(/canary|[\u0000-\u001F<]|undefined|Signature=|AKID|wJalr/);
  }
  expect(JSON.stringify(failure.detail)).not.toMatch(/canary|Signature=|AKID|wJalr/);
}

test('nobody was asked but the server itself', async () => {
  const { heard = [] } = await order({ kind: 'heard' });
  expect(heard.length).toBeGreaterThanOrEqual(hostileCases.length);
  expect(heard.filter(({ port }) => port === otherPort)).toEqual([]);
});
