// Every file fault times every size: what is called done is what the open file held, whatever its name or times say.
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { startFaultServer } from './fault-server';
import { fileFaults, type FileFault } from './file-faults';
import { report } from './results';
import { contradictions, exists, jobFor, KeptRecord, runOnce, sha256, testEngine } from './run-case';
import { chosen, runSeed, sizeNames, sizes, temporaryFolder, writeContent, type SizeName } from './sizes';
import { isDeep } from '../volume';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const cases = fileFaults.flatMap((fault) =>
  sizeNames
    .filter((size) => !(fault.notForEmpty === true && size === '0 B'))
    .map((size): readonly [string, SizeName, FileFault] => [fault.name, size, fault]),
);

describe('files that change on the way', () => {
  it.each(chosen(cases, 5, 3))('a file that %s, %s', async (name, size, fault) => {
    const path = writeContent(
      folder.path,
      `file-${cases.findIndex(([, at, one]) => one === fault && at === size)}.bin`,
      sizes[size],
      runSeed,
    );
    const original = sha256(readFileSync(path));
    const server = await startFaultServer();
    try {
      const engine = testEngine(() => 0);
      const kept = new KeptRecord();
      const act = { kind: 'call', at: 'before', call: () => fault.act(path) } as const;
      const plan = server.plan([
        { match: { operation: 'put', nth: 1 }, act },
        { match: { operation: 'part', part: 1, nth: 1 }, act },
      ]);
      const outcome = await runOnce(engine, jobFor(path, server.url, undefined), kept);
      const found = [...(await contradictions(server, path, outcome, original))];
      if (plan.met === 0) found.push('the fault was never met');
      server.plan([]);
      const goesOn = outcome.code !== 'done' && exists(path);
      const next = goesOn ? await runOnce(engine, jobFor(path, server.url, kept.restore()), kept) : outcome;
      if (goesOn) found.push(...(await contradictions(server, path, next)));
      report({
        group: 'file',
        fault: name,
        size,
        outcome: outcome.code,
        finally: next.code,
        tookMs: outcome.tookMs,
        contradictions: found,
      });
      expect({ found, outcome: outcome.code, next: next.code }).toEqual({
        found: [],
        outcome: fault.expected,
        next: fault.next,
      });
    } finally {
      await server.close();
      for (const left of [path, `${path}.aside`]) {
        if (exists(left)) chmodSync(left, 0o600);
        rmSync(left, { force: true });
      }
    }
  });
});

describe.runIf(isDeep)('files that change between two runs', () => {
  const begin = async (name: string) => {
    const path = writeContent(folder.path, name, sizes['64 MiB'], runSeed);
    const server = await startFaultServer();
    const kept = new KeptRecord();
    server.plan([{ match: { operation: 'part', part: 4 }, act: { kind: 'reset', at: 'before' } }]);
    const first = await runOnce(
      testEngine(() => 0),
      jobFor(path, server.url, undefined),
      kept,
    );
    expect(first.code).toBe('connection-lost');
    server.plan([]);
    const goOn = () =>
      runOnce(
        testEngine(() => 0),
        jobFor(path, server.url, kept.restore()),
        kept,
      );
    return { path, server, goOn, before: server.receivedBytes() };
  };

  it('a file that was rewritten with its time set back is sent from the beginning, and that is said', async () => {
    const { path, server, goOn } = await begin('rewritten.bin');
    fileFaults.find(({ name }) => name.includes('set back'))?.act(path);
    const file = readFileSync(path);
    file[0] = (file[0] ?? 0) ^ 1;
    rmSync(path);
    writeFileSync(path, file);
    const outcome = await goOn();
    expect(await contradictions(server, path, outcome)).toEqual([]);
    expect(outcome.done?.restarted).toBe('file-changed');
    await server.close();
  });

  it('a file that only got another time keeps the parts that arrived', async () => {
    const { path, server, goOn, before } = await begin('touched.bin');
    fileFaults.find(({ name }) => name.includes('another time only'))?.act(path);
    const outcome = await goOn();
    expect(await contradictions(server, path, outcome)).toEqual([]);
    expect(outcome.done?.restarted).toBeUndefined();
    expect(server.receivedBytes() - before).toBe(16 * 1_048_576);
    await server.close();
  });

  it('a file that lost its name is a failure with words', async () => {
    const { path, server, goOn } = await begin('gone.bin');
    rmSync(path);
    const outcome = await goOn();
    expect(outcome.code).toBe('file-missing');
    expect(await contradictions(server, path, outcome)).toEqual([]);
    await server.close();
  });
});
