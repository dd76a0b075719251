// Kill -9 at every kind of step and at any moment: nothing is corrupt, nothing forgotten, nothing left, little sent twice.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import type { Order } from './app-child';
import { buildChild, startChild } from './child-program';
import { seeded, type Fault, type Operation } from './fault-plan';
import { startFaultServer, type FaultServer } from './fault-server';
import { report } from './results';
import { connectionTo, sha256 } from './run-case';
import { content, isWhole, killCount, runSeed, temporaryFolder, writeContent } from './sizes';
import { someOf } from '../volume';

const mebibyte = 1_048_576;
const partBytes = 16 * mebibyte;
const parallel = 4;
const fileBytes = 40 * mebibyte;
const folder = temporaryFolder();
let program = '';
beforeAll(async () => {
  program = await buildChild();
});
afterAll(() => folder.remove());

type Kill =
  | { readonly kind: 'step'; readonly operation: Operation; readonly nth: number; readonly at: 'before' | 'stored' }
  | { readonly kind: 'time'; readonly afterMs: number };

const steps: readonly Kill[] = (
  [
    ['create', 1],
    ['part', 1],
    ['part', 2],
    ['part', 3],
    ['complete', 1],
    ['head', 1],
    ['get', 1],
  ] as const
).flatMap(([operation, nth]) =>
  (['before', 'stored'] as const).map((at) => ({ kind: 'step' as const, operation, nth, at })),
);

const random = seeded(runSeed);
const wanted = 200;
const kills: readonly Kill[] = isWhole
  ? [
      ...steps,
      ...Array.from({ length: wanted - steps.length }, (): Kill => ({
        kind: 'time',
        afterMs: Math.floor(200 + random() * 900),
      })),
    ]
  : [
      ...someOf(
        steps.filter((_, index) => index % 5 === 1),
        3,
      ),
      ...Array.from({ length: killCount(wanted, 2) }, (): Kill => ({
        kind: 'time',
        afterMs: Math.floor(300 + random() * 700),
      })),
    ];

const nameOf = (kill: Kill) =>
  kill.kind === 'time'
    ? `after ${kill.afterMs} ms`
    : `${kill.at === 'before' ? 'before' : 'after'} ${kill.operation} ${kill.nth}`;

async function killed(server: FaultServer, order: Order, kill: Kill): Promise<void> {
  let started: ReturnType<typeof startChild> | undefined;
  const end = () => void started?.child.kill('SIGKILL');
  if (kill.kind === 'step') {
    const { operation, nth, at } = kill;
    const fault: Fault = { match: { operation, nth }, act: { kind: 'call', at, call: end } };
    server.plan([fault]);
  }
  started = startChild(program, order);
  const timer = kill.kind === 'time' ? setTimeout(end, kill.afterMs) : undefined;
  await started.ended;
  clearTimeout(timer);
  server.plan([]);
}

describe(`kill -9, seed ${runSeed}`, () => {
  const large = writeContent(folder.path, 'large.bin', fileBytes, runSeed);
  const small = writeContent(folder.path, 'small.bin', 100_000, runSeed);
  const hashes = new Map([
    ['large.bin', sha256(content(fileBytes, runSeed))],
    ['small.bin', sha256(content(100_000, runSeed))],
  ]);

  it.each(kills.map((kill, index) => [index, nameOf(kill), kill] as const))('%i: %s', async (index, name, kill) => {
    const startedMs = performance.now();
    const profileDir = join(folder.path, `profile-${index}`);
    const server = await startFaultServer();
    try {
      const order = {
        profileDir,
        connection: connectionTo(server.url),
        share: [large, small],
        stays: false,
        resume: false,
        sweep: false,
        parallel,
      };
      await killed(server, order, kill);
      const before = rows(profileDir);
      const resumed = await startChild(program, { ...order, share: [], resume: true, sweep: true }).ended;

      const found: string[] = [];
      const after = rows(profileDir);
      if (resumed === undefined) found.push('the next run ended without a report');
      for (const { code } of resumed?.results ?? []) if (code !== 'done') found.push(`went on and failed: ${code}`);
      // What was on record is finished: as many shares as rows and shares before, and no row left.
      if (after.shares.length !== before.shares.length + before.uploads) found.push('a row of the ledger was lost');
      if (after.uploads > 0) found.push('a row of the ledger was never finished');
      for (const share of after.shares) {
        const stored = server.bucket.objects.get(share.key);
        if (stored === undefined || sha256(stored.bytes) !== hashes.get(share.name))
          found.push(`${share.name} is corrupt`);
      }
      const keys = new Set(after.shares.map(({ key }) => key));
      const strays = [...server.bucket.objects.keys()].filter((key) => !keys.has(key)).length;
      if (strays > 0) found.push(`${strays} objects nobody knows`);
      if (server.bucket.uploads.size > 0) found.push(`${server.bucket.uploads.size} multipart uploads nobody knows`);
      const needed = after.shares.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const againBytes = Math.max(0, server.receivedBytes() - needed);
      if (againBytes > parallel * partBytes) found.push(`${againBytes} bytes were sent again`);
      report({
        group: 'kill',
        fault: kill.kind === 'time' ? 'at a random moment' : name,
        size: '40 MiB + 100 KB',
        outcome: `${before.uploads} unfinished`,
        finally: found.length === 0 ? 'done' : 'wrong',
        tookMs: performance.now() - startedMs,
        contradictions: found,
        figures: { againBytes, shares: after.shares.length },
      });
      expect(found).toEqual([]);
    } finally {
      await server.close();
      rmSync(profileDir, { recursive: true, force: true });
    }
  });
});

function rows(profileDir: string) {
  const { ledger } = openLedger(profileDir);
  try {
    return { uploads: ledger.unfinishedUploads().length, shares: ledger.shares() };
  } finally {
    ledger.close();
  }
}
