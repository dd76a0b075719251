// A profile holds everything a person shared, gigabytes of it. It is moved once, and whatever happens meanwhile, all of it is in
// one of two places.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import { moveProfile } from '../../main/adapters/profile/move-profile';
import { openDatabase } from '../../main/adapters/ledger/sqlite';
import { bundleForNode } from '../fakes/bundle';

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'mayfly-move-'));
/** Another file system, where there is one. */
const memory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/mayfly-move-') : scratch;
const isOther = statSync(memory).dev !== statSync(scratch).dev;

let child = '';
beforeAll(async () => {
  child = await bundleForNode('test/ports/profile-move-child.ts');
});
afterAll(() => {
  for (const folder of [scratch, memory, resolve(child, '..')]) rmSync(folder, { recursive: true, force: true });
});

let places = 0;
/** Of a person of their own: where the profile was and where it belongs. */
function place(data = scratch) {
  places += 1;
  const former = join(scratch, `${places}`, 'config', 'Mayfly');
  return { former, profileDir: join(data, `${places}`, 'data', 'mayfly') };
}

/** Makes a profile as 0.1.0 left it: a ledger, the bucket, a secret, something from the clipboard, Chromium's files. */
function makeModel(): string {
  const model = join(scratch, 'model');
  const { ledger } = openLedger(model);
  ledger.saveValue('mark', 'of this profile');
  ledger.close();
  for (const [name, text] of [
    ['bucket/a', 'x'.repeat(100_000)],
    ['sealed', 'sealed'],
    ['temp/clip-1/note.txt', 'from the clipboard'],
    ['chromium/data', 'made again at any time'],
  ] as const) {
    mkdirSync(join(model, name, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(join(model, name), text, { mode: 0o600 });
  }
  symlinkSync('mayfly-1', join(model, 'SingletonLock'));
  return model;
}

let model: string | undefined;
function fill(former: string): void {
  model ??= makeModel();
  cpSync(model, former, { recursive: true, verbatimSymlinks: true, mode: 0 });
  chmodSync(former, 0o700);
}

const filesIn = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/\/(chromium|Singleton|mayfly\.db-)/.test(path))
      .map((path) => [
        relative(folder, path),
        `${statSync(path).mode & 0o777} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
      ]),
  );

/** Nothing but the profile is left, in either place. */
function expectMoved(former: string, profileDir: string, before: Readonly<Record<string, string>>): void {
  expect(filesIn(profileDir)).toEqual(before);
  expect(readdirSync(join(former, '..'))).toEqual([]);
  expect(readdirSync(join(profileDir, '..'))).toEqual(['mayfly']);
  expect(statSync(profileDir).mode & 0o777).toBe(0o700);
}

const move = async (former: string, profileDir: string, ...more: readonly string[]) => {
  const { stdout } = await run(process.execPath, [child, former, profileDir, ...more]);
  return JSON.parse(stdout) as { readonly found: string; readonly count: number };
};

describe.runIf(process.platform === 'linux')('a profile among the settings', () => {
  test.each([
    ['on one file system', () => scratch],
    ['across two file systems', () => memory],
  ])('%s is moved once and whole, wherever kill -9 cuts it off', { timeout: 120_000 }, async (_where, data) => {
    if (data() === memory && !isOther) return;
    const whole = place(data());
    fill(whole.former);
    const before = filesIn(whole.former);
    const { found, count } = await move(whole.former, whole.profileDir);
    expect(found).toBe(whole.profileDir);
    expectMoved(whole.former, whole.profileDir, before);
    expect(count).toBeGreaterThan(8);
    // All of them where there are few; where every file is several, each third.
    const cuts = Array.from({ length: count }, (_, index) => index + 1).filter((cut) => count < 25 || cut % 3 === 0);
    // Two at a time, as many as have a processor.
    const lanes = [0, 1].map(async (lane) => {
      for (const nth of cuts.filter((_, index) => index % 2 === lane)) {
        // Before the nth is after the one before it, but for the last; what is cut off within one call is the file system's affair.
        const { former, profileDir } = place(data());
        fill(former);
        const all = filesIn(former);
        await expect(move(former, profileDir, String(nth))).rejects.toMatchObject({ signal: 'SIGKILL' });
        const kept = existsSync(join(former, 'mayfly.db')) ? former : profileDir;
        expect({ ...filesIn(kept), ...all }, `cut off before ${nth}`).toEqual(filesIn(kept));
        expect(await moveProfile(former, profileDir)).toMatchObject({ profileDir });
        expectMoved(former, profileDir, all);
        for (const path of [former, profileDir]) rmSync(join(path, '..', '..'), { recursive: true, force: true });
      }
    });
    await Promise.all(lanes);
  });

  test('is moved by one of several processes that start at once, and all of them use it', async () => {
    const { former, profileDir } = place(isOther ? memory : scratch);
    fill(former);
    const before = filesIn(former);
    const found = await Promise.all([1, 2, 3, 4].map(() => move(former, profileDir)));
    expect(found.map((one) => one.found)).toEqual(Array(4).fill(profileDir));
    expectMoved(former, profileDir, before);
  });

  test('stays while a Mayfly works with it, and for whoever comes meanwhile', async () => {
    const { former, profileDir } = place();
    fill(former);
    const open = openSync(join(former, 'mayfly.db'), 'r');
    const older = spawn('sleep', ['60'], { stdio: [open, 'ignore', 'ignore'] });
    closeSync(open);
    try {
      expect((await move(former, profileDir)).found).toBe(former);
      expect(existsSync(profileDir)).toBe(false);
    } finally {
      older.kill();
      await once(older, 'exit');
    }
    expect((await move(former, profileDir)).found).toBe(profileDir);
  });

  test('that is a link to where somebody put it becomes a link to there', async () => {
    const { former, profileDir } = place();
    const chosen = join(former, '..', '..', 'large disk', 'mayfly');
    fill(chosen);
    mkdirSync(join(former, '..'), { recursive: true });
    symlinkSync('../large disk/mayfly', former);
    const before = filesIn(chosen);
    expect((await move(former, profileDir)).found).toBe(profileDir);
    expect(filesIn(profileDir)).toEqual(before);
    expect([lstatSync(profileDir).isSymbolicLink(), existsSync(former)]).toEqual([true, false]);
  });

  test('stays beside a profile that is in its place already', async () => {
    const { former, profileDir } = place();
    fill(former);
    fill(profileDir);
    expect((await move(former, profileDir)).found).toBe(profileDir);
    expect(existsSync(join(former, 'mayfly.db'))).toBe(true);
  });

  test('is used where it is when the disk takes no more', async () => {
    const { former, profileDir } = place();
    fill(former);
    writeFileSync(join(former, '..', '..', 'data'), 'no folder');
    const moved = await moveProfile(former, profileDir);
    expect(moved).toMatchObject({ profileDir: former, note: expect.stringContaining('could not be moved now') });
  });

  test('has its own files’ paths in the ledger, which are where they are now', async () => {
    const { former, profileDir } = place();
    fill(former);
    const path = join(former, 'temp', 'clip-1', 'note.txt');
    const change = openDatabase(join(former, 'mayfly.db'));
    change.exec('PRAGMA foreign_keys = OFF');
    const columns = change.prepare('SELECT name, "notnull" FROM pragma_table_info(\'uploads\')').all();
    const needed = columns.filter((column) => column['notnull'] === 1).map((column) => String(column['name']));
    const allowed: Readonly<Record<string, string>> = { state: 'paused', disposition: 'attachment', copy: '0', path };
    const values = needed.map((name) => allowed[name] ?? '1');
    change
      .prepare(
        `INSERT INTO uploads (${needed.map((name) => `"${name}"`).join()}) VALUES (${needed.map(() => '?').join()})`,
      )
      .run(...values);
    change.close();
    await moveProfile(former, profileDir);
    const { ledger } = openLedger(profileDir);
    expect(ledger.unfinishedUploads().map((upload) => upload.path)).toEqual([
      join(profileDir, 'temp', 'clip-1', 'note.txt'),
    ]);
    ledger.close();
  });
});
