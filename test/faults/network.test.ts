// Every network fault times every size: done means stored byte for byte, and everything else has a code and words.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenEndpoint, type Endpoint } from './broken-endpoints';
import { seeded } from './fault-plan';
import { startFaultServer } from './fault-server';
import { bodyFaults, partFaults, type NetworkFault } from './network-faults';
import { report } from './results';
import { contradictions, jobFor, KeptRecord, runOnce, shortLimits, testEngine } from './run-case';
import { chosen, runSeed, sizeNames, sizes, temporaryFolder, writeContent, type SizeName } from './sizes';

const folder = temporaryFolder();
const paths = new Map<SizeName, string>();
beforeAll(() => {
  for (const [index, name] of sizeNames.entries()) {
    paths.set(name, writeContent(folder.path, `file-${index}.bin`, sizes[name], runSeed + index));
  }
});
afterAll(() => folder.remove());

/** A damage of nothing is one byte too much; a fault in the middle of nothing is one before it. */
const applies = ({ onlyParts = false, name }: NetworkFault, size: SizeName): boolean =>
  (!onlyParts || size === '64 MiB') && !(size === '0 B' && /re-read/.test(name));

const cases = [...bodyFaults, ...partFaults].flatMap((fault) =>
  sizeNames.filter((size) => applies(fault, size)).map((size) => ({ fault, size })),
);

const fallsSilent = ({ endpoint, faults }: NetworkFault): boolean =>
  endpoint !== undefined || faults.some(({ act: { kind } }) => kind === 'stall' || kind === 'trickle');

describe(`network faults, seed ${runSeed}`, () => {
  it.each(chosen(cases, 11, 6).map((one) => [one.fault.name, one.size, one.fault] as const))(
    '%s, %s',
    async (name, size, fault) => {
      const path = paths.get(size) ?? '';
      const { character = 'crc', pageSize = 1_000 } = fault;
      const expected = (size === '64 MiB' ? fault.expectedInParts : undefined) ?? fault.expected;
      const server = await startFaultServer({ character, pageSize });
      let broken: Endpoint | undefined;
      try {
        broken = fault.endpoint === undefined ? undefined : await brokenEndpoint(fault.endpoint);
        const url = broken?.url ?? server.url;
        const engine = testEngine(() => 0, fallsSilent(fault) ? shortLimits : undefined);
        const kept = new KeptRecord();
        if (fault.resumes === true) await interrupt(server, engine, path, kept);
        const sentBefore = server.receivedBytes();
        const plan = server.plan(fault.faults);
        const outcome = await runOnce(engine, jobFor(path, url, kept.restore()), kept);
        const found = [...(await contradictions(server, path, outcome))];
        if (fault.faults.length > 0 && plan.met === 0) found.push('the fault was never met');
        const onlyTheMissing = fault.resumes === true && !/upload lost/.test(name);
        if (onlyTheMissing && server.receivedBytes() - sentBefore > 16 * 1_048_576)
          found.push('more than was missing was sent');

        // Whatever happened: without the fault, the same upload goes on and ends well.
        server.plan([]);
        const next = outcome.code === 'done' ? outcome : await goOn(server, path, kept);
        found.push(...(await contradictions(server, path, next)));
        report({
          group: 'network',
          fault: name,
          size,
          outcome: outcome.code,
          finally: next.code,
          tookMs: outcome.tookMs,
          contradictions: found,
        });
        expect({ found, outcome: outcome.code, next: next.code }).toEqual({
          found: [],
          outcome: expected,
          next: 'done',
        });
      } finally {
        await broken?.close();
        await server.close();
      }
    },
  );

  it('a plan and its seed bring the same numbers again', () => {
    const numbers = (seed: number) => {
      const next = seeded(seed);
      return [next(), next(), next()];
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
  });
});

type Server = Awaited<ReturnType<typeof startFaultServer>>;

async function interrupt(server: Server, engine: ReturnType<typeof testEngine>, path: string, kept: KeptRecord) {
  server.plan([{ match: { operation: 'part', part: 4 }, act: { kind: 'reset', at: 'before' } }]);
  const { code } = await runOnce(engine, jobFor(path, server.url, undefined), kept);
  if (code !== 'connection-lost' || kept.restore()?.parts.length !== 3) throw new Error(`not interrupted: ${code}`);
}

async function goOn(server: Server, path: string, kept: KeptRecord) {
  return runOnce(
    testEngine(() => 0),
    jobFor(path, server.url, kept.restore()),
    kept,
  );
}
