// An encrypted share as people read it: a minute before anything is pressed. What it decrypts is in no store of its origin, and its commands work.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sha256, type GivenFile } from '../share-page/published';
import { expect, test } from '../share-page/readers/fixtures';
import { ARRIVE_MS, until, type Reader } from '../share-page/readers/reader';
import { inOrigin } from './in-origin';
import { publishSealed } from './sealed-share';

const readMs = Number(process.env['MAYFLY_READ_MS'] ?? 60_000);

const large: GivenFile = { path: '여름 film.bin', body: randomBytes(3_000_001) };
const hidden: GivenFile = { path: '.config/autostart/x.desktop', body: 'Exec=id' };
const files = [large, hidden, { path: '.bashrc', body: 'id' }, { path: 'key.txt', body: 'not the key' }];

const stored = `(${inOrigin.toString()})()`;
const shows = (reader: Reader, expression: string, missing: string) =>
  until(() => reader.evaluate(`Boolean(${expression})`), missing, 20_000);
const title = (reader: Reader, wanted: string) =>
  shows(reader, `document.title === ${JSON.stringify(wanted)}`, `no title ${wanted}`);

test('after a minute of reading a file is saved, nothing decrypted is in a store of the origin, a reload opens it again, and the printed commands work', async ({
  bucket,
  reader,
}) => {
  const share = await publishSealed(bucket, files, { title: 'Read for a minute' });
  await reader.open(share.url);
  await title(reader, 'Read for a minute');
  await sleep(readMs);
  await reader.press(`Download ${large.path}`);
  await expect
    .poll(async () => (await reader.downloads()).get(large.path), { timeout: ARRIVE_MS })
    .toBe(sha256(large.body));
  expect(await reader.evaluate(stored)).toEqual([]);
  expect(await reader.evaluate('location.href')).not.toContain(share.secret);

  await reader.press('Open with other programs');
  await shows(reader, "document.querySelector('pre')", 'no commands');
  const commands = String(await reader.evaluate("document.querySelector('pre').textContent"));
  const home = await mkdtemp(join(tmpdir(), 'mayfly-without-'));
  try {
    await writeFile(join(home, 'key.txt'), 'mine');
    const { stdout } = await promisify(execFile)('sh', ['-euc', commands], {
      cwd: home,
      env: { ...process.env, HOME: home },
    });
    expect((await readdir(home)).map((name) => name.replace(/^mayfly-\w+$/, 'new')).sort()).toEqual(['key.txt', 'new']);
    expect(await readFile(join(home, 'key.txt'), 'utf8')).toBe('mine');
    const made = await readdir(stdout.trim(), { recursive: true });
    expect(made.sort()).toEqual([
      'bashrc',
      'config',
      'config/autostart',
      'config/autostart/x.desktop.download',
      'key.txt',
      large.path,
    ]);
    expect(sha256(await readFile(join(stdout.trim(), large.path)))).toBe(sha256(large.body));
  } finally {
    await rm(home, { recursive: true });
  }

  await reader.evaluate('void setTimeout(() => location.reload())');
  await sleep(1_000);
  await title(reader, 'Read for a minute');
  expect(await reader.evaluate('location.href')).not.toContain(share.secret);
  expect(reader.troubles).toEqual([]);
  // Another page of the origin.
  await reader.open(`${bucket.endpoint}/`);
  expect(await reader.evaluate(stored)).toEqual([]);
  expect(await reader.evaluate('JSON.stringify([{ ...sessionStorage }, history.state, window.name])')).not.toContain(
    share.secret,
  );
});
