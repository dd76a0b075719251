// A server that takes connections and never answers must be told within the times that users were promised.
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { usualTimeLimits } from '../../main/adapters/network/http-client';
import { startScripted, type ScriptedServer } from '../ports/scripted-server';
import { startFaultServer } from './fault-server';
import { startTurnClock } from '../processor-time';
import { jobFor, KeptRecord, runOnce, shortLimits, testEngine } from './run-case';
import { runSeed, temporaryFolder, writeContent } from './sizes';

const folder = temporaryFolder();
const files = { small: 1_000, large: 40 * 1_048_576 } as const;
const paths = Object.entries(files).map(([name, size]) => writeContent(folder.path, name, size, runSeed));
afterAll(() => folder.remove());

let silent: ScriptedServer;
beforeEach(async () => {
  silent = await startScripted();
  silent.script = (request) => void request.resume();
});
afterEach(() => silent.close());

it('users get ten seconds to connect and thirty without a byte', () => {
  expect(usualTimeLimits).toEqual({ connectMs: 10_000, silenceMs: 30_000 });
});

it.each(paths)('%s: is told after two attempts, not after minutes', async (path) => {
  const engine = testEngine(Math.random, shortLimits);
  const kept = new KeptRecord();
  const waitedMs = startTurnClock();
  const outcome = await runOnce(engine, jobFor(path, silent.endpoint, undefined), kept);
  const tookMs = waitedMs();
  await engine.close();
  expect(outcome.code).toBe('timed-out');
  expect(outcome.tookMs).toBeGreaterThan(2 * shortLimits.silenceMs);
  // A third attempt would end later.
  expect(tookMs).toBeLessThan(3 * shortLimits.silenceMs);
  expect(silent.seen).toHaveLength(2);
});

it('a silence that begins with Complete is told after two of them, one for it and one for the object', async () => {
  const server = await startFaultServer();
  const silence = { kind: 'stall', in: 'answer' } as const;
  server.plan([
    { match: { operation: 'complete' }, act: silence },
    { match: { operation: 'head' }, act: silence },
  ]);
  const engine = testEngine(Math.random, shortLimits);
  const outcome = await runOnce(engine, jobFor(paths[1] ?? '', server.url, undefined), new KeptRecord());
  await engine.close();
  await server.close();
  expect(outcome.code).toBe('timed-out');
  const asked = server.requests().map(({ operation }) => operation);
  expect([asked.filter((one) => one === 'complete'), asked.filter((one) => one === 'head')]).toEqual([
    ['complete'],
    ['head'],
  ]);
});
