// The archive readers set-up depends on, against archives that other programs made.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { path7za } from '7zip-bin';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadScript } from './scripts';

const { extractFromTarball, unzip } = await loadScript<{
  extractFromTarball: (tarball: string, suffix: string, target: string) => Promise<string>;
  unzip: (archive: string, folder: string, place: (name: string) => string | undefined) => Promise<void>;
}>('setup/archives.mjs');

let folder: string;
const at = (...path: readonly string[]) => join(folder, ...path);
const big = randomBytes(3_000_001); // spans many chunks, and is no multiple of tar's block
const text = 'the same line again and again\n'.repeat(10_000);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-archives-'));
  mkdirSync(at('app', 'bin'), { recursive: true });
  writeFileSync(at('app', 'bin', 'run'), big, { mode: 0o755 });
  writeFileSync(at('app', 'text.txt'), text);
  writeFileSync(at('app', 'empty'), '');
  execFileSync('tar', ['-czf', at('app.tgz'), '-C', folder, 'app']);
  chmodSync(path7za, 0o755);
  execFileSync(path7za, ['a', '-tzip', at('app.zip'), at('app')], { stdio: 'ignore' });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('one entry comes out of a tarball whole, with the hash of the tarball', async () => {
  const integrity = await extractFromTarball(at('app.tgz'), 'bin/run', at('run'));
  expect(readFileSync(at('run')).equals(big)).toBe(true);
  expect(integrity).toBe(
    `sha512-${createHash('sha512')
      .update(readFileSync(at('app.tgz')))
      .digest('base64')}`,
  );
});

test('a tarball without the entry is an error', async () => {
  await expect(extractFromTarball(at('app.tgz'), 'nothing', at('none'))).rejects.toThrow('holds no complete nothing');
});

test('a zip comes out as it went in, placed and left out as asked, with its modes', async () => {
  await unzip(at('app.zip'), at('out'), (name) => (name === 'app/bin/run' ? 'program' : name.replace('app/', '')));
  expect(readFileSync(at('out', 'program')).equals(big)).toBe(true);
  expect(readFileSync(at('out', 'text.txt'), 'utf8')).toBe(text);
  expect(statSync(at('out', 'empty')).size).toBe(0);
  await unzip(at('app.zip'), at('part'), (name) => (name.endsWith('.txt') ? 'only' : undefined));
  expect(readdirSync(at('part'))).toEqual(['only']);
});

test.runIf(process.platform !== 'win32')('programs stay programs', async () => {
  await unzip(at('app.zip'), at('modes'), (name) => name);
  expect(statSync(at('modes', 'app', 'bin', 'run')).mode & 0o111).not.toBe(0);
  expect(statSync(at('modes', 'app', 'text.txt')).mode & 0o111).toBe(0);
});

test('a flipped byte is noticed', async () => {
  const damaged = readFileSync(at('app.zip'));
  const middle = damaged.indexOf(big.subarray(0, 16)) + 1_000_000;
  damaged.writeUInt8(damaged.readUInt8(middle) ^ 1, middle);
  writeFileSync(at('damaged.zip'), damaged);
  await expect(unzip(at('damaged.zip'), at('damaged'), (name) => name)).rejects.toThrow(/damaged file in archive/);
});

test('a name that climbs out of the folder is refused', async () => {
  const hostile = readFileSync(at('app.zip')).toString('latin1').replaceAll('app/text.txt', '../text.txts');
  writeFileSync(at('hostile.zip'), hostile, 'latin1');
  await expect(unzip(at('hostile.zip'), at('jail'), (name) => name)).rejects.toThrow(/unsafe name/);
});
