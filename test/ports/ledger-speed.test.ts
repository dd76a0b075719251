// A history of a hundred thousand shares is searched while somebody types: 50 ms are all that is unnoticed.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { openDatabase } from '../../main/adapters/ledger/sqlite';
import type { ShareQuery } from '../../main/core/model/share';
import { createApp } from '../../main/core/app/compose';
import { copyShare } from '../fakes/many-shares';
import { sampleConnection, sampleShare } from '../fakes/samples';
import { createTestPorts } from '../fakes/test-ports';
import type { Ledger } from '../../main/core/ports/ledger';
import { isDeep } from '../volume';

const manyShares = 100_000;
const nowMs = 50_000_000;
const longestMs = 50;
/** Memory and processor may be shared with whatever else runs: then this many bare readings of all names are allowed. It takes two. */
const longestReadings = 4;
/** The machine may be busy with something else: the time on the processor of the quickest tells what the search itself takes. */
const attempts = 7;
const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

let folder = '';
const path = () => join(folder, 'mayfly.db');
let ledger: Ledger;

const quickest = (run: () => void): number =>
  Math.min(
    ...Array.from({ length: attempts }, () => {
      const startedMs = processorMs();
      run();
      return processorMs() - startedMs;
    }),
  );

const differing = {
  id: "printf('00000000-0000-4000-8000-%012d', n)",
  key: "printf('ABAgMEBQYHCAkKCwwNDg8A/%d.pdf', n)",
  name: "printf('Report %d of department %d 한글 %d.pdf', n * 7919 % 100003, n % 97, n % 13)",
  name_searched: "printf('report %d of department %d 한글 %d.pdf', n * 7919 % 100003, n % 97, n % 13)",
  size_bytes: 'n * 17 % 5000000',
  created_at_ms: 'n * 1000',
  expires_at_ms: 'n * 31 % 100000 * 1000',
  verified: 'n % 50 <> 0',
  revoked_at_ms: 'CASE n % 9 WHEN 0 THEN 5 END',
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-many-'));
  ({ ledger } = openLedger(folder));
  ledger.saveConnection(sampleConnection);
  ledger.saveShare({ ...sampleShare, createdAtMs: 1, expiresAtMs: 1 });
  copyShare(path(), manyShares - 1, differing);
}, 120_000);
afterAll(() => {
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const first: ShareQuery = { sort: 'newest', offset: 0, limit: 200, nowMs };

describe.runIf(isDeep)('of 100,000 shares', () => {
  test.each<readonly [what: string, query: Partial<ShareQuery>, total: number]>([
    ['the first page', {}, 100_000],
    ['the last page', { offset: 99_800 }, 100_000],
    ['one by its name', { text: 'Report 4711 of' }, 1],
    ['none', { text: 'nobody called anything so' }, 0],
    ['many by a part of their name', { text: 'department 4' }, 11_341],
    ['all by one letter', { text: 'e' }, 100_000],
    ['by letters that are not Latin', { text: '한글 7' }, 7_692],
    ['the living', { states: ['live'] }, 44_444],
    ['those that end first', { states: ['live'], sort: 'ending' }, 44_444],
    ['the largest', { sort: 'largest' }, 100_000],
    ['by name', { text: 'department 4', sort: 'name' }, 11_341],
    ['not verified', { verified: false }, 1_999],
    ['by the beginning of the ID', { idPrefix: '00000000-0000-4000-8000-0000000047' }, 100],
  ])('%s: found at once', (_what, query, total) => {
    const found = ledger.findShares({ ...first, ...query });
    expect(found.total).toBe(total);
    expect(found.shares.length).toBe(Math.min(200, total - (query.offset ?? 0)));
    const tookMs = quickest(() => void ledger.findShares({ ...first, ...query }));
    const database = openDatabase(path());
    const reading = database.prepare("SELECT count(*) FROM shares WHERE instr(name_searched, 'never there') > 0");
    const readingMs = quickest(() => void reading.get());
    database.close();
    expect(tookMs).toBeLessThan(Math.max(longestMs, longestReadings * readingMs));
  });
});

// What this process has read of files is told by Linux alone.
describe.runIf(isDeep && process.platform === 'linux')('a start with 100,000 shares', () => {
  const limitBytes = 2 * 1_048_576;
  const bytesRead = () => Number(/^rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

  test('reads as little of the ledger as its first view needs', async () => {
    expect(statSync(path()).size).toBeGreaterThan(20 * limitBytes);
    const before = bytesRead();
    const opened = openLedger(folder, { later: true });
    const { ports } = createTestPorts({ ledger: opened.ledger, clock: () => nowMs });
    const app = createApp(ports, { stays: true });
    await app.start();
    expect(app.store.get().shares).toHaveLength(200);
    await app.stop();
    expect(opened.checkWhole).toBeDefined();
    expect(bytesRead() - before).toBeLessThan(limitBytes);
  });
});
