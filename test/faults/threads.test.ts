// A thread that is killed at any moment of a transfer costs attempts: the file arrives whole, nothing hangs, nothing is left behind.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { builtBodyThreads, builtProgram } from '../fakes/built-body-threads';
import { startFaultServer } from './fault-server';
import { report } from './results';
import { contradictions, jobFor, KeptRecord, runOnce, testEngine } from './run-case';
import { chosen, runSeed, sizes, temporaryFolder, writeContent } from './sizes';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const program = readFileSync(builtProgram, 'utf8');

/** Its own threads end at their `nth` message, after `afterMs`, those that follow too. */
function killing(how: string, nth: number, afterMs: number): string {
  const path = join(folder.path, `${how}-${nth}-${afterMs}.cjs`);
  const end = how === 'an error' ? `throw new Error('killed')` : 'process.exit(1)';
  const count = `let messages = 0;
    require('node:worker_threads').parentPort.on('message', (batch) => {
      for (const _message of batch) { messages += 1; if (messages === ${nth}) setTimeout(() => { ${end} }, ${afterMs}); }
    });`;
  writeFileSync(path, `${count}\n${program}`);
  return path;
}

const cases = ['an error', 'an exit'].flatMap((how) =>
  [1, 2, 3, 4, 5].flatMap((nth) => [0, 10].map((afterMs) => [how, nth, afterMs] as const)),
);

it.each(chosen(cases, 10, 3))('killed by %s at message %i, %i ms later', async (how, nth, afterMs) => {
  const path = writeContent(folder.path, 'file.bin', sizes['64 MiB'], runSeed);
  const server = await startFaultServer();
  const bodies = builtBodyThreads({ programPath: killing(how, nth, afterMs) });
  try {
    bodies.expect(0);
    while (bodies.ready() < 2) await wait(5);
    let deaths = 0;
    let alive = 2;
    const looking = setInterval(() => {
      const now = bodies.ready();
      if (now < alive) deaths += alive - now;
      alive = now;
    }, 1);
    const kept = new KeptRecord();
    // With the usual back-off: a killed thread is a failed attempt, and a new one needs a moment to start.
    const outcome = await runOnce(
      testEngine(Math.random, undefined, bodies),
      jobFor(path, server.url, undefined),
      kept,
    );
    clearInterval(looking);
    const found = [...(await contradictions(server, path, outcome))];
    if (deaths === 0) found.push('no thread was killed');
    report({
      group: 'thread',
      fault: `killed by ${how}`,
      size: '64 MiB',
      outcome: outcome.code,
      finally: outcome.code,
      tookMs: outcome.tookMs,
      contradictions: found,
      figures: { deaths },
    });
    expect({ found, code: outcome.code }).toEqual({ found: [], code: 'done' });
  } finally {
    bodies.close();
    await server.close();
  }
});
