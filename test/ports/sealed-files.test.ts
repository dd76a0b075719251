// Secrets in files that a passphrase opens keep the promises of a keychain, for their owner only.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createSealedFiles } from '../../main/adapters/secrets/sealed-files';
import { Failure } from '../../main/core/model/failure';
import type { PassphraseWanted } from '../../main/core/ports/secrets';
import { rejected } from '../fakes/failing';
import { createMemorySealedSecrets } from '../fakes/memory-sealed-secrets';
import { onPosix } from '../platform';
import { secretStoreSuite } from './secret-store';

const place = mkdtempSync(join(tmpdir(), 'mayfly-sealed-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(place, `secrets-${(folders += 1)}`);

/** A twentieth of a millisecond a derivation; the usual cost is measured by the command line's suite. */
const cheap = { N: 16, r: 1, p: 1 };
function open(folder = newFolder(), passphrase = 'a good passphrase', another = 'a better passphrase') {
  const asked: PassphraseWanted[] = [];
  const ask = async (wanted: PassphraseWanted) => {
    asked.push(wanted);
    return wanted === 'another' ? another : passphrase;
  };
  return { folder, asked, store: createSealedFiles(folder, ask, cheap) };
}
/** What a keychain has and a file needs not. */
const alwaysOpen = { state: async () => 'ok' as const, keeper: async () => undefined };

secretStoreSuite('files', () => ({ ...open().store, ...alwaysOpen }));
secretStoreSuite('memory, sealed', () => ({ ...createMemorySealedSecrets(), ...alwaysOpen }));

const fileOf = (folder: string) => join(folder, readdirSync(folder)[0] ?? '');

test.runIf(onPosix('file modes'))('file and folder are for their owner only', async () => {
  const { folder, store } = open();
  await store.set('c', 'secret');
  expect([statSync(folder).mode & 0o777, statSync(fileOf(folder)).mode & 0o777]).toEqual([0o700, 0o600]);
});

test('salt and nonce are fresh at each write', async () => {
  const { folder, store } = open();
  await store.set('c', 'secret');
  const first = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as { salt: string; sealed: string };
  await store.set('c', 'secret');
  const second = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as typeof first;
  expect(second.salt).not.toBe(first.salt);
  expect(second.sealed.slice(0, 17)).not.toBe(first.sealed.slice(0, 17));
});

test('a new passphrase is asked for at the first file alone; a missing file asks for none', async () => {
  const { asked, store } = open();
  expect([await store.get('c'), asked]).toEqual([undefined, []]);
  await store.remove('c');
  await store.set('c', 'secret');
  await store.set('d', 'other');
  await store.get('c');
  expect(asked).toEqual(['first', 'known', 'known']);
});

test('a wrong passphrase is told, and neither read nor write changes anything', async () => {
  const { folder, store } = open();
  await store.set('c', 'secret');
  const before = readFileSync(fileOf(folder));
  const other = open(folder, 'wrong').store;
  for (const call of [other.get('c'), other.set('c', 'x'), other.set('d', 'x'), other.changePassphrase(['c'])])
    expect((await rejected(call)).code).toBe('passphrase-wrong');
  expect([readdirSync(folder).length, readFileSync(fileOf(folder))]).toEqual([1, before]);
});

describe('a file', () => {
  const spoiled = async (spoil: (path: string, folder: string) => void) => {
    const { folder, store, asked } = open();
    await store.set('c', 'secret');
    spoil(fileOf(folder), folder);
    return { store, asked, failure: await rejected(store.get('c')) };
  };
  test.each<[what: string, spoil: (path: string, folder: string) => void]>([
    ['that was cut off', (path) => writeFileSync(path, readFileSync(path).subarray(0, 100))],
    ['that is empty', (path) => writeFileSync(path, '')],
    ['that is large', (path) => writeFileSync(path, Buffer.alloc(100_000, ' '))],
    ['that is a folder', (path) => (rmSync(path), mkdirSync(path))],
  ])('%s is told before anybody is asked', async (_what, spoil) => {
    const { asked, failure } = await spoiled(spoil);
    expect([failure.code, asked]).toEqual(['secret-file-unusable', ['first']]);
  });

  test('that is damaged is replaced by keys that are given again', async () => {
    const { store } = await spoiled((path) => writeFileSync(path, '{'));
    await store.set('c', 'again');
    expect(await store.get('c')).toBe('again');
  });

  test('of another connection is a changed one', async () => {
    const { folder, store } = open();
    await store.set('c', 'secret');
    renameSync(join(folder, 'c.json'), join(folder, 'd.json'));
    expect((await rejected(store.get('d'))).code).toBe('secret-file-unusable');
  });

  test('whose tag was changed and whose sum fits is a changed one, and no wrong passphrase', async () => {
    const { createHash } = await import('node:crypto');
    const { failure } = await spoiled((path) => {
      const file = JSON.parse(readFileSync(path, 'utf8')) as Record<'N' | 'r' | 'p', number> & Record<string, string>;
      const sealed = Buffer.from(file['sealed'] ?? '', 'base64');
      sealed[20] = (sealed[20] ?? 0) ^ 1;
      file['sealed'] = sealed.toString('base64');
      const fields = [file.N, file.r, file.p, file['salt'], file['check'], file['sealed']];
      file['sum'] = createHash('sha256').update(JSON.stringify(fields)).digest('hex');
      writeFileSync(path, JSON.stringify(file));
    });
    expect([failure.code, failure.detail.reason]).toEqual(['secret-file-unusable', 'it was changed or damaged']);
  });

  test('never leaves its folder, whatever the id', async () => {
    const { folder, store } = open();
    await store.set('../../out', 'secret');
    expect([await store.get('../../out'), readdirSync(folder)]).toEqual(['secret', ['..%2F..%2Fout.json']]);
  });
});

test('what a killed process left behind goes with the next write, and that of a living one stays', async () => {
  const { folder, store } = open();
  await store.set('c', 'secret');
  writeFileSync(join(folder, 'c.json.4000000.tmp'), 'half');
  writeFileSync(join(folder, `d.json.${process.ppid}.tmp`), 'half');
  expect(await store.get('c')).toBe('secret');
  await store.set('c', 'next');
  expect(readdirSync(folder).sort()).toEqual(['c.json', `d.json.${process.ppid}.tmp`]);
});

test('a folder that cannot be is said', async () => {
  const { folder, store } = open();
  writeFileSync(folder, 'a file in its place');
  expect((await rejected(store.set('c', 'x'))).code).toBe('ledger-unusable');
});

describe('another passphrase', () => {
  test('opens all files, and the former one none', async () => {
    const { folder, store } = open();
    await store.set('c', 'one');
    await store.set('d', 'other');
    expect(await store.changePassphrase(['c', 'd', 'none'])).toEqual(['c', 'd']);
    const now = open(folder, 'a better passphrase').store;
    expect([await now.get('c'), await now.get('d')]).toEqual(['one', 'other']);
    expect((await rejected(open(folder).store.get('d'))).code).toBe('passphrase-wrong');
  });

  test('goes on where a change was cut off', async () => {
    const { folder, store } = open();
    await store.set('c', 'one');
    await store.changePassphrase(['c']);
    // Of two files one had the new passphrase when the process was killed.
    const aside = newFolder();
    const former = open(aside).store;
    await former.set('d', 'other');
    renameSync(join(aside, 'd.json'), join(folder, 'd.json'));
    expect(await store.changePassphrase(['c', 'd'])).toEqual(['c', 'd']);
    const now = open(folder, 'a better passphrase').store;
    expect([await now.get('c'), await now.get('d')]).toEqual(['one', 'other']);
  });

  test('is not begun when one of the files is damaged', async () => {
    const { folder, store } = open();
    await store.set('c', 'one');
    await store.set('d', 'other');
    writeFileSync(join(folder, 'd.json'), '{');
    expect((await rejected(store.changePassphrase(['c', 'd']))).code).toBe('secret-file-unusable');
    expect(await store.get('c')).toBe('one');
  });
});

test('a passphrase that nobody can be asked for is a failure of its own', async () => {
  const { folder, store } = open();
  await store.set('c', 'secret');
  const mute = createSealedFiles(folder, () => Promise.reject(new Failure('passphrase-needed')), cheap);
  expect((await rejected(mute.get('c'))).code).toBe('passphrase-needed');
  await mute.remove('c');
  expect(await mute.get('c')).toBeUndefined();
});
