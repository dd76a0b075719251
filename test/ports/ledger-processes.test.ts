// An acknowledged row survives a killed process, processes at once do not harm each other, and a disk that refuses is
// told in words.
import { execFile, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { openDatabase } from '../../main/adapters/ledger/sqlite';
import { statementsOn } from '../../main/adapters/ledger/statements';
import { bundleForNode } from '../fakes/bundle';

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'mayfly-ledger-'));
let child = '';
beforeAll(async () => {
  child = await bundleForNode('test/ports/ledger-child.ts');
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(resolve(child, '..'), { recursive: true, force: true });
});

interface Line {
  readonly saved?: string;
  readonly failed?: string;
  readonly message?: string;
  readonly keptAside?: string;
  readonly count?: number;
}
const linesOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

test('a write that waits for no disk, failed or not, leaves the others waiting for it', () => {
  const database = openDatabase(join(scratch, 'unhurried.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  const { unhurried } = statementsOn(database, (action) => action());
  const level = () => Number(database.prepare('PRAGMA synchronous').get()?.['synchronous']);
  let during: number | undefined;
  unhurried(() => (during = level()));
  const refused = () =>
    unhurried(() => {
      throw new Error('no room');
    });
  expect(refused).toThrow('no room');
  expect([during, level()]).toEqual([1, 2]);
  database.close();
});

test('no acknowledged row is lost when the writer is killed, five times in a row', async () => {
  const profile = join(scratch, 'killed');
  const acknowledged: string[] = [];
  for (const [round, rows] of [1, 7, 20, 40, 3].entries()) {
    const writer = spawn(process.execPath, [child, 'loop', profile, `r${round}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const saved: string[] = [];
    for await (const line of createInterface({ input: writer.stdout })) {
      saved.push((JSON.parse(line) as Line).saved ?? '');
      if (saved.length === rows) writer.kill('SIGKILL');
    }
    acknowledged.push(...saved);
  }
  const { ledger, keptAside } = openLedger(profile);
  const kept = new Set(ledger.shares().map(({ id }) => id));
  ledger.close();
  expect(keptAside).toBeUndefined();
  expect(acknowledged.length).toBeGreaterThanOrEqual(71);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
});

test('six processes at once make one ledger, and all their rows are in it', async () => {
  const profile = join(scratch, 'crowd');
  const tags = ['a', 'b', 'c', 'd', 'e', 'f'];
  const all = await Promise.all(tags.map((tag) => run(process.execPath, [child, 'write', profile, tag, '10'])));
  expect(all.flatMap(({ stdout }) => linesOf(stdout).filter((line) => line.saved === undefined))).toEqual([]);
  const { ledger } = openLedger(profile);
  expect(ledger.connections()).toHaveLength(6);
  expect(ledger.shares()).toHaveLength(60);
  ledger.close();
});

test('a process waits for one that is writing, and then writes', async () => {
  const profile = join(scratch, 'waiting');
  openLedger(profile).ledger.close();
  const holder = openDatabase(join(profile, 'mayfly.db'));
  holder.exec('BEGIN IMMEDIATE');
  const waiting = run(process.execPath, [child, 'write', profile, 'other', '1']);
  const first = await Promise.race([waiting.then(() => 'written'), wait(1_500, 'waiting')]);
  holder.exec('COMMIT');
  holder.close();
  expect(first).toBe('waiting');
  expect(linesOf((await waiting).stdout)).toEqual([{ saved: 's-other-0' }]);
});

/** Rights do not hold root back: as root the child gives up every capability. */
const withRights = (...command: readonly [string, ...string[]]): readonly [string, ...string[]] =>
  process.getuid?.() === 0 ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all', ...command] : command;

test.runIf(process.platform !== 'win32')('a folder that must not be written is told as such', async () => {
  const profile = join(scratch, 'read-only');
  mkdirSync(profile, { mode: 0o500 });
  const [command, ...args] = withRights(process.execPath, child, 'write', profile, 'x', '1');
  const { stdout } = await run(command, args);
  expect(linesOf(stdout)).toEqual([
    { failed: 'ledger-unusable', message: 'The history file cannot be written: it is read-only.' },
  ]);
});

test.runIf(process.platform !== 'win32')('a file that must not be written is told as such, and kept', async () => {
  const profile = join(scratch, 'read-only-file');
  openLedger(profile).ledger.close();
  for (const path of [join(profile, 'mayfly.db'), profile]) chmodSync(path, 0o500);
  const [command, ...args] = withRights(process.execPath, child, 'write', profile, 'x', '1');
  const { stdout } = await run(command, args);
  expect(linesOf(stdout).map(({ failed, keptAside }) => [failed, keptAside])).toEqual([['ledger-unusable', undefined]]);
});

/** A file system of 640 KiB in a mount namespace of its own; some containers forbid that. */
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

test.runIf(canMount)('a full disk is told as such, and what was acknowledged before is there', async () => {
  const place = join(scratch, 'full');
  mkdirSync(place);
  const script = 'mount -t tmpfs -o size=640k none "$2"; "$0" "$1" loop "$2/profile" full; "$0" "$1" read "$2/profile"';
  const { stdout } = await run('unshare', ['-rm', 'bash', '-c', script, process.execPath, child, place]);
  const lines = linesOf(stdout);
  const saved = lines.filter((line) => line.saved !== undefined);
  expect(saved.length).toBeGreaterThan(10);
  expect(lines.slice(saved.length)).toEqual([
    { failed: 'disk-full', message: 'The disk of this computer is full.' },
    { count: saved.length },
  ]);
});
