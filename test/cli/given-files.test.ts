// Between two commands a folder can become a link to another one; what `resume` sends is what was given, or nothing.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { interrupt, runCli, startCli } from './run-cli';
import { serveBucket, type ServedBucket } from './served-bucket';

const given = Buffer.alloc(400_000, 'given ');
const other = Buffer.alloc(400_000, 'other ');

let root: string;
let served: ServedBucket;
/** A profile of AWS needs no keychain. */
let env: NodeJS.ProcessEnv;
let tests = 0;
let work = '';
let album = '';
let file = '';

const mayfly = (...args: readonly string[]) => runCli([...args, '--profile-dir', join(root, 'client')], { env });

beforeAll(async () => {
  served = await serveBucket();
  root = served.folder;
  env = await served.awsProfile();
  await mayfly('connections', 'add', 'Suite', '--aws-profile', 'suite', ...served.there, '--no-test');
});

afterAll(() => served.close());

/** Gives the file, or the folder, and stops the command when it is on its way. */
async function interrupted(path: string): Promise<void> {
  const running = startCli(
    ['share', path, '--connection', 'Suite', '--limit', '20', '--profile-dir', join(root, 'client')],
    { env },
  );
  const rows = join(root, 'client', 'mayfly.db-wal');
  while (!(existsSync(rows) && (await readFile(rows)).includes(file))) await wait(20);
  await wait(300);
  expect((await interrupt(running)).code).toBe(130);
}

const resume = async () => {
  const { code, stdout, stderr } = await mayfly('resume', '--json');
  const text = stderr.split('\n').find((line) => line.startsWith('{'));
  return { code, stdout, failure: text === undefined ? undefined : (JSON.parse(text) as { error: object }).error };
};

beforeEach(async () => {
  tests += 1;
  work = join(root, `work-${tests}`);
  album = join(work, 'album');
  file = join(album, 'a.bin');
  await mkdir(album, { recursive: true });
  await mkdir(join(work, 'secrets'));
  await writeFile(file, given);
  await writeFile(join(work, 'secrets', 'a.bin'), other);
});

describe.runIf(process.platform !== 'win32')('an upload that waits', () => {
  test('sends no other file after its folder became a link, and goes on when the folder is back', async () => {
    await interrupted(file);
    await rename(album, join(work, 'away'));
    await symlink(join(work, 'secrets'), album);
    expect(await resume()).toMatchObject({ code: 5, stdout: '', failure: { code: 'file-changed' } });
    await unlink(album);
    await rename(join(work, 'away'), album);
    const { code, stdout } = await resume();
    expect(code).toBe(0);
    const { url } = JSON.parse(stdout) as { url: string };
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(given)).toBe(true);
  });

  test('sends no other file of the same size and time; given again, it is sent', async () => {
    const time = new Date(1_700_000_000_000);
    await utimes(file, time, time);
    await interrupted(file);
    await rename(join(work, 'secrets', 'a.bin'), file);
    await utimes(file, time, time);
    expect(await resume()).toMatchObject({ code: 5, stdout: '', failure: { code: 'file-changed' } });
    const { code, stdout } = await mayfly('share', file, '--connection', 'Suite');
    expect(code).toBe(0);
    expect(Buffer.from(await (await fetch(stdout.trim())).arrayBuffer()).equals(other)).toBe(true);
  });
});
