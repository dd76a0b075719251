// Several processes on one profile, a process that sleeps, and a kernel that says EIO and ENOSPC.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { isDeep } from '../volume';
import type { Order } from './app-child';
import { buildChild, startChild } from './child-program';
import { startFaultServer, type FaultServer } from './fault-server';
import { report } from './results';
import { connectionTo, sha256 } from './run-case';
import { content, isWhole, runSeed, temporaryFolder, writeContent } from './sizes';

const mebibyte = 1_048_576;
const fileBytes = 40 * mebibyte;
const folder = temporaryFolder();
const large = writeContent(folder.path, 'large.bin', fileBytes, runSeed);
const hash = sha256(content(fileBytes, runSeed));
const traces = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0;

let program = '';
let server: FaultServer;
let order: Order;
let count = 0;
beforeAll(async () => {
  program = await buildChild();
});
afterAll(() => folder.remove());
beforeEach(async () => {
  server = await startFaultServer();
  count += 1;
  const profileDir = join(folder.path, `profile-${count}`);
  order = {
    profileDir,
    connection: connectionTo(server.url),
    share: [large],
    stays: false,
    resume: false,
    sweep: false,
    parallel: 4,
  };
});
afterEach(() => server.close());

function rows() {
  const { ledger } = openLedger(order.profileDir);
  try {
    return { uploads: ledger.unfinishedUploads(), shares: ledger.shares() };
  } finally {
    ledger.close();
  }
}

/** Every share is the file, every object is a share, and nothing is half done. */
function expectWhole(shares: number, fault: string, outcome: string, startedMs: number): void {
  const found: string[] = [];
  const now = rows();
  if (now.uploads.length > 0) found.push('a row of the ledger was never finished');
  if (now.shares.length !== shares) found.push(`${now.shares.length} shares instead of ${shares}`);
  for (const { key } of now.shares) {
    const stored = server.bucket.objects.get(key);
    if (stored === undefined || sha256(stored.bytes) !== hash) found.push('a share is corrupt');
  }
  if (server.bucket.objects.size !== shares) found.push('objects nobody knows');
  if (server.bucket.uploads.size > 0) found.push('multipart uploads nobody knows');
  report({
    group: 'process',
    fault,
    size: '40 MiB',
    outcome,
    finally: 'done',
    tookMs: performance.now() - startedMs,
    contradictions: found,
  });
  expect(found).toEqual([]);
}

const codes = (ended: Awaited<ReturnType<typeof startChild>['ended']>) => ended?.results.map(({ code }) => code);

/** Leaves an upload whose process was killed after its second part. */
async function leaveOneBehind(): Promise<void> {
  let victim: ReturnType<typeof startChild> | undefined;
  const call = () => void victim?.child.kill('SIGKILL');
  server.plan([{ match: { operation: 'part', nth: 2 }, act: { kind: 'call', at: 'stored', call } }]);
  victim = startChild(program, order);
  await victim.ended;
  server.plan([]);
  expect(rows().uploads).toHaveLength(1);
}

describe('several processes on one profile', () => {
  it('two commands share the same file at once: two links, both whole', async () => {
    const startedMs = performance.now();
    const both = await Promise.all([startChild(program, order).ended, startChild(program, order).ended]);
    expect(both.map(codes)).toEqual([['done'], ['done']]);
    expectWhole(2, 'two commands at once', 'done', startedMs);
  });

  it.runIf(isDeep)(
    'two processes go on with the same upload at once: one of them does, and there is one link',
    async () => {
      await leaveOneBehind();
      const startedMs = performance.now();
      const again = { ...order, share: [], resume: true };
      const both = await Promise.all([
        startChild(program, again).ended,
        startChild(program, { ...again, stays: true }).ended,
      ]);
      // Who comes second has nothing to do; what the first takes up at its start has no result of its own.
      expect(both.map((ended) => ended?.failure)).toEqual([undefined, undefined]);
      expect(both.flatMap((ended) => codes(ended) ?? ['no report']).filter((code) => code !== 'done')).toEqual([]);
      expectWhole(1, 'app and command go on at once', 'done', startedMs);
    },
  );

  it.runIf(isWhole)('the same command, given again, goes on with what was killed', async () => {
    await leaveOneBehind();
    const startedMs = performance.now();
    expect(codes(await startChild(program, order).ended)).toEqual(['done']);
    expectWhole(1, 'killed, the same command again', 'done', startedMs);
  });
});

describe('a command that is interrupted', () => {
  it('ends by itself, keeps the parts, and the same command goes on', async () => {
    const startedMs = performance.now();
    let command: ReturnType<typeof startChild> | undefined;
    const call = () => void command?.child.kill('SIGINT');
    server.plan([{ match: { operation: 'part', part: 3 }, act: { kind: 'call', at: 'before', call } }]);
    command = startChild(program, { ...order, parallel: 1 });
    expect(codes(await command.ended)).toEqual(['paused']);
    expect(rows().uploads[0]?.record?.parts.length).toBeGreaterThan(0);
    server.plan([]);
    expect(codes(await startChild(program, order).ended)).toEqual(['done']);
    expectWhole(1, 'SIGINT, the same command again', 'paused', startedMs);
  });
});

describe.runIf(isWhole)('a process that sleeps', () => {
  it('stopped in the middle of a part, woken an hour later by its clock', async () => {
    const startedMs = performance.now();
    let sleeper: ReturnType<typeof startChild> | undefined;
    const asleep = new Promise<void>((resolve) => {
      const call = () => {
        sleeper?.child.kill('SIGSTOP');
        resolve();
      };
      server.plan([{ match: { operation: 'part', nth: 2 }, act: { kind: 'call', at: 'before', call } }]);
    });
    sleeper = startChild(program, order);
    await asleep;
    await wait(6_000);
    sleeper.child.kill('SIGUSR2');
    sleeper.child.kill('SIGCONT');
    expect(codes(await sleeper.ended)).toEqual(['done']);
    expectWhole(1, 'SIGSTOP and a clock that jumped an hour', 'done', startedMs);
    // Links are signed on the server's clock, whatever this computer's says.
    expect(Math.abs((rows().shares[0]?.createdAtMs ?? 0) - Date.now())).toBeLessThan(20_000);
  });
});

describe.skipIf(!traces)('a kernel that refuses', () => {
  const strace = (path: string, inject: string) => [
    'strace',
    '-f',
    '-qq',
    '-o',
    '/dev/null',
    '-P',
    path,
    '-e',
    `trace=${inject.split(':')[0]}`,
    '-e',
    `inject=${inject}`,
  ];

  it.runIf(isDeep)('EIO while the file is read: said so, and it goes on when the disk is well again', async () => {
    const startedMs = performance.now();
    const ended = await startChild(program, { ...order, parallel: 1 }, strace(large, 'pread64:error=EIO:when=1+'))
      .ended;
    expect(codes(ended)).toEqual(['file-unreadable']);
    expect(codes(await startChild(program, { ...order, share: [], resume: true }).ended)).toEqual(['done']);
    expectWhole(1, 'EIO while the file is read', 'file-unreadable', startedMs);
  });

  it('ENOSPC under the ledger: said so, nothing hangs, and it goes on when there is room again', async () => {
    const startedMs = performance.now();
    await startChild(program, { ...order, share: [] }).ended;
    const wal = join(order.profileDir, 'mayfly.db-wal');
    const ended = await startChild(program, order, strace(wal, 'pwrite64:error=ENOSPC:when=9+')).ended;
    expect(codes(ended) ?? [ended?.failure]).toEqual(['disk-full']);
    expect(codes(await startChild(program, { ...order, share: [], resume: true }).ended)).toEqual(['done']);
    expectWhole(1, 'ENOSPC under the ledger', 'disk-full', startedMs);
  });
});
