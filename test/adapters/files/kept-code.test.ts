// Compiled code is kept between commands: what was written comes back, and what is damaged, foreign or old does not.
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LoadedScript } from '../../../main/adapters/files/compiled-code';
import { openKeptCode } from '../../../main/adapters/files/kept-code';
import { onPosix } from '../../platform';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-kept-'));
  path = join(folder, 'compiled', 'share.bin');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = (name: string, cache: string, taken = false): LoadedScript => ({
  name,
  createCache: () => Buffer.from(cache),
  taken,
});
const all = () => true;
const textOf = (name: string): string | undefined => openKeptCode(path, all).cacheOf(name)?.toString();

test('every cache comes back whole, in a file of its owner alone', () => {
  openKeptCode(path, all).keep([script('chunks/a.cjs', 'compiled a'), script('chunks/b.cjs', 'b')]);
  expect([textOf('chunks/a.cjs'), textOf('chunks/b.cjs'), textOf('chunks/c.cjs')]).toEqual([
    'compiled a',
    'b',
    undefined,
  ]);
  expect(readdirSync(join(folder, 'compiled'))).toEqual(['share.bin']);
  // Windows has no such bits.
  expect(process.platform === 'win32' ? 0 : statSync(path).mode & 0o077).toBe(0);
});

test('nothing is written where every script came from its cache, and nothing of a script that may change under its name', () => {
  openKeptCode(path, all).keep([script('chunks/a.cjs', 'a', true)]);
  openKeptCode(path, (name) => name.startsWith('chunks/')).keep([script('index.cjs', 'index')]);
  expect(existsSync(path)).toBe(false);
});

test('a command that loads more keeps what another run of it loaded, as long as that script is there', () => {
  openKeptCode(path, all).keep([
    script('chunks/a.cjs', 'a'),
    script('chunks/sdk.cjs', 'sdk'),
    script('chunks/old.cjs', 'old'),
  ]);
  openKeptCode(path, (name) => name !== 'chunks/old.cjs').keep([
    script('chunks/a.cjs', 'a', true),
    script('chunks/keychain.cjs', 'keychain'),
  ]);
  expect(['a', 'sdk', 'keychain', 'old'].map((name) => textOf(`chunks/${name}.cjs`))).toEqual([
    'a',
    'sdk',
    'keychain',
    undefined,
  ]);
});

test('a byte that changed on the disk takes that cache away, and no other: V8 would run it', () => {
  openKeptCode(path, all).keep([script('chunks/a.cjs', 'compiled a'), script('chunks/b.cjs', 'compiled b')]);
  const bytes = readFileSync(path);
  bytes[bytes.indexOf('compiled a')] = 0;
  writeFileSync(path, bytes);
  expect([textOf('chunks/a.cjs'), textOf('chunks/b.cjs')]).toEqual([undefined, 'compiled b']);
});

test.each<[string, Uint8Array]>([
  ['empty', new Uint8Array(0)],
  ['noise', Buffer.alloc(20_000, 'noise')],
  ['cut off', Buffer.from('{"chunks/a.cjs":[8192,10,1]}')],
])('a file that is %s holds nothing, and is written anew', (_what, content) => {
  mkdirSync(join(folder, 'compiled'));
  writeFileSync(path, content);
  expect(textOf('chunks/a.cjs')).toBeUndefined();
  openKeptCode(path, all).keep([script('chunks/a.cjs', 'a')]);
  expect(textOf('chunks/a.cjs')).toBe('a');
});

test('where nothing can be written the command goes on', () => {
  writeFileSync(join(folder, 'compiled'), 'a file in the place of the folder');
  expect(() => openKeptCode(path, all).keep([script('chunks/a.cjs', 'a')])).not.toThrow();
});

/** Ways in which another user can have put the file there, or can exchange it. */
const foreign: readonly (readonly [string, (compiled: string) => void])[] = [
  ['a file that the group may write to', () => chmodSync(path, 0o620)],
  ['a file that everybody may write to', () => chmodSync(path, 0o602)],
  ['a folder that the group may write to', (compiled) => chmodSync(compiled, 0o770)],
  ['a parent that everybody may write to', () => chmodSync(folder, 0o777)],
  ['a sticky parent that everybody may write to', () => chmodSync(folder, 0o1777)],
  [
    'a link to a file',
    (compiled) => {
      renameSync(path, join(compiled, 'other'));
      symlinkSync('other', path);
    },
  ],
];
/** Only root can give a file away. */
const ofAnother: typeof foreign = [
  ['a file of another user', () => chownSync(path, 65_534, 65_534)],
  ['a folder of another user', (compiled) => chownSync(compiled, 65_534, 65_534)],
  ['a parent of another user', () => chownSync(folder, 65_534, 65_534)],
];

describe.runIf(onPosix('owners and modes of files'))('code that another user can have written is not run', () => {
  const cases = process.geteuid?.() === 0 ? [...foreign, ...ofAnother] : foreign;
  test.each(cases)('%s', (_what, spoil) => {
    openKeptCode(path, all).keep([script('chunks/a.cjs', 'theirs')]);
    expect(textOf('chunks/a.cjs')).toBe('theirs');
    spoil(join(folder, 'compiled'));
    expect(textOf('chunks/a.cjs')).toBeUndefined();
  });

  test.runIf(process.geteuid?.() === 0)('and root writes nothing into the home of another user', () => {
    chownSync(folder, 65_534, 65_534);
    openKeptCode(path, all).keep([script('chunks/a.cjs', 'a')]);
    expect(existsSync(join(folder, 'compiled'))).toBe(false);
  });
});
