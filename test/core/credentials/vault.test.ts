// A secret is in the keychain, or for this session in memory, and never in both or anywhere else.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SecretStore } from '../../../main/core/ports/secrets';
import { createVault, type Vault } from '../../../main/core/credentials/vault';
import { rejected } from '../../fakes/failing';
import { createMemoryLedgerFile } from '../../fakes/memory-ledger';
import { createMemoryRecords } from '../../fakes/memory-records';
import { createMemorySealedSecrets } from '../../fakes/memory-sealed-secrets';
import { createMemorySecrets } from '../../fakes/memory-secrets';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';

const start = () => {
  const secrets = createMemorySecrets();
  const records = createMemoryRecords();
  const ledger = createMemoryLedgerFile().open();
  const sealedSecrets = createMemorySealedSecrets();
  const vault = createVault({ secrets, sealedSecrets, records, ledger, randomBytes });
  return { secrets, sealedSecrets, records, ledger, vault };
};

test('what was saved is found, in the keychain', async () => {
  const { secrets, vault } = start();
  expect(await vault.save('c', sampleCredentials, 'keychain')).toBe('keychain');
  expect([...secrets.entries.keys()]).toEqual(['connection:c']);
  expect(await vault.get('c')).toEqual(sampleCredentials);
  expect(vault.heldInMemory('c')).toBe(false);
});

test('what is for this session only never touches the keychain', async () => {
  const { secrets, vault } = start();
  secrets.answer = 'keychain-locked';
  expect(await vault.save('c', sampleCredentials, 'session')).toBe('session');
  expect(await vault.get('c')).toEqual(sampleCredentials);
  expect([secrets.entries.size, vault.heldInMemory('c')]).toEqual([0, true]);
  await vault.remove('c');
  expect(vault.heldInMemory('c')).toBe(false);
});

test('a keychain that refuses is told, and nothing is kept instead', async () => {
  const { secrets, vault } = start();
  secrets.answer = 'keychain-locked';
  expect((await rejected(vault.save('c', sampleCredentials, 'keychain'))).code).toBe('keychain-locked');
  expect(vault.heldInMemory('c')).toBe(false);
  expect((await rejected(vault.get('c'))).code).toBe('keychain-locked');
});

test('an entry that was damaged is a missing one', async () => {
  const { secrets, vault } = start();
  secrets.entries.set('connection:c', '{"accessKeyId":');
  expect(await vault.get('c')).toBeUndefined();
});

test('moves what it holds into the keychain once that works, and only then forgets it', async () => {
  const { secrets, vault } = start();
  await vault.save('one', sampleCredentials, 'session');
  await vault.save('other', sampleCredentials, 'session');
  secrets.answer = 'keychain-no-bus';
  expect((await rejected(vault.moveToKeychain(['one', 'other']))).code).toBe('keychain-no-bus');
  expect([vault.heldInMemory('one'), vault.heldInMemory('other')]).toEqual([true, true]);
  secrets.answer = 'ok';
  await vault.moveToKeychain(['one', 'nobody']);
  expect([vault.heldInMemory('one'), vault.heldInMemory('other')]).toEqual([false, true]);
  expect([...secrets.entries.keys()]).toEqual(['connection:one']);
});

test('saving in the keychain ends the copy in memory', async () => {
  const { vault } = start();
  await vault.save('c', sampleCredentials, 'session');
  await vault.save('c', { ...sampleCredentials, accessKeyId: 'NEW' }, 'keychain');
  expect([vault.heldInMemory('c'), (await vault.get('c'))?.accessKeyId]).toEqual([false, 'NEW']);
});

test('a secret kept for this session goes before an older one in the keychain, and both end with the connection', async () => {
  const { secrets, vault } = start();
  await vault.save('c', sampleCredentials, 'keychain');
  await vault.save('c', { ...sampleCredentials, accessKeyId: 'NEW' }, 'session');
  expect((await vault.get('c'))?.accessKeyId).toBe('NEW');
  await vault.remove('c');
  expect([await vault.get('c'), secrets.entries.size]).toEqual([undefined, 0]);
});

describe('what is too long for an entry', () => {
  const long = { ...sampleCredentials, sessionToken: 'CANARY'.padEnd(4_096, 't'), expiresAtMs: 1 };
  const only = (map: ReadonlyMap<string, unknown>) => [...map.keys()][0] ?? '';

  test('comes back whole, lies sealed, and its entry fits into every keychain', async () => {
    const { secrets, records, vault } = start();
    expect(await vault.save('c', long, 'keychain')).toBe('keychain');
    expect(await vault.get('c')).toEqual(long);
    const [record] = records.kept.values();
    expect(Buffer.from(record ?? []).toString('latin1')).not.toMatch(/CANARY|AKIDEXAMPLE|wJalr/);
    const [text] = secrets.entries.values();
    expect(Buffer.byteLength(text ?? '')).toBeLessThan(256);
    expect(text).not.toContain('CANARY');
  });

  test.each([
    [2_560, 0],
    [2_561, 1],
  ])('is what has more than 2,560 bytes: of %d it is %d', async (bytes, sealed) => {
    const { records, vault } = start();
    const bare = JSON.stringify({ ...sampleCredentials, sessionToken: '' }).length;
    await vault.save('c', { ...sampleCredentials, sessionToken: 't'.repeat(bytes - bare) }, 'keychain');
    expect(records.kept.size).toBe(sealed);
  });

  test('leaves no record behind when it is replaced or removed', async () => {
    const { secrets, records, vault } = start();
    await vault.save('c', long, 'keychain');
    const first = only(records.kept);
    await vault.save('c', { ...long, accessKeyId: 'NEW' }, 'keychain');
    expect([records.kept.size, records.kept.has(first)]).toEqual([1, false]);
    expect((await vault.get('c'))?.accessKeyId).toBe('NEW');
    await vault.save('c', sampleCredentials, 'keychain');
    expect(records.kept.size).toBe(0);
    await vault.save('c', long, 'keychain');
    await vault.remove('c');
    expect([records.kept.size, secrets.entries.size]).toEqual([0, 0]);
  });

  test('stays as it was when the keychain does not take the new one', async () => {
    const { secrets, records, vault } = start();
    await vault.save('c', long, 'keychain');
    secrets.answer = 'keychain-locked';
    expect((await rejected(vault.save('c', { ...long, accessKeyId: 'NEW' }, 'keychain'))).code).toBe('keychain-locked');
    secrets.answer = 'ok';
    expect([await vault.get('c'), records.kept.size]).toEqual([long, 1]);
  });

  test.each<[what: string, spoil: (parts: ReturnType<typeof start>) => void]>([
    ['whose record is gone', ({ records }) => records.kept.clear()],
    ['whose record was changed', ({ records }) => records.kept.set(only(records.kept), new Uint8Array(5_000))],
    ['whose record is empty', ({ records }) => records.kept.set(only(records.kept), new Uint8Array())],
    [
      'whose key was changed',
      ({ secrets }) => secrets.entries.set('connection:c', `{"sealed":{"record":"r","key":"${'A'.repeat(43)}="}}`),
    ],
    ['whose key is none', ({ secrets }) => secrets.entries.set('connection:c', '{"sealed":{"record":"r","key":"x"}}')],
    ['whose entry is no entry', ({ secrets }) => secrets.entries.set('connection:c', '{"sealed":7}')],
    [
      'whose entry leads elsewhere',
      ({ secrets }) => secrets.entries.set('connection:c', '{"sealed":{"record":"../x","key":""}}'),
    ],
  ])('%s is missing', async (_what, spoil) => {
    const parts = start();
    await parts.vault.save('c', long, 'keychain');
    spoil(parts);
    expect(await parts.vault.get('c')).toBeUndefined();
  });

  test('is of no use to another connection', async () => {
    const { secrets, vault } = start();
    await vault.save('c', long, 'keychain');
    secrets.entries.set('connection:d', secrets.entries.get('connection:c') ?? '');
    expect(await vault.get('d')).toBeUndefined();
  });

  test('moves into the keychain with the others', async () => {
    const { records, vault } = start();
    await vault.save('c', long, 'session');
    expect(records.kept.size).toBe(0);
    await vault.moveToKeychain(['c']);
    expect([await vault.get('c'), records.kept.size, vault.heldInMemory('c')]).toEqual([long, 1, false]);
  });
});

describe('what was read a moment ago', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const counted = () => {
    const parts = start();
    let reads = 0;
    const { secrets, sealedSecrets, records, ledger } = parts;
    const counting: SecretStore = {
      ...secrets,
      get(id) {
        reads += 1;
        return secrets.get(id);
      },
    };
    return {
      ...parts,
      vault: createVault({ secrets: counting, sealedSecrets, records, ledger, randomBytes }),
      reads: () => reads,
    };
  };
  const minute = 60_000;

  test('is not asked for again for five minutes after its last use', async () => {
    const { vault, reads } = counted();
    await vault.save('c', sampleCredentials, 'keychain');
    const before = reads();
    for (let use = 0; use < 5; use += 1) {
      expect(await vault.get('c')).toEqual(sampleCredentials);
      vi.advanceTimersByTime(4 * minute);
    }
    expect(reads() - before).toBe(1);
    vi.advanceTimersByTime(minute);
    await vault.get('c');
    expect(reads() - before).toBe(2);
  });

  test.each<[what: string, act: (vault: Vault) => unknown]>([
    ['it is forgotten', (vault) => vault.forget('c')],
    ['all is forgotten', (vault) => vault.forget()],
    ['it is removed', (vault) => vault.remove('c')],
    ['it is saved', (vault) => vault.save('c', { ...sampleCredentials, accessKeyId: 'NEW' }, 'keychain')],
  ])('is asked for again once %s', async (_what, act) => {
    const { secrets, vault } = counted();
    await vault.save('c', sampleCredentials, 'keychain');
    await vault.get('c');
    await act(vault);
    const kept = secrets.entries.get('connection:c');
    expect(await vault.get('c')).toEqual(kept === undefined ? undefined : JSON.parse(kept));
    secrets.entries.set('connection:d', '{"accessKeyId":"D","secretAccessKey":"d"}');
    expect((await vault.get('d'))?.accessKeyId).toBe('D');
  });

  test('does not come back when it was forgotten while it was read', async () => {
    const { secrets, vault } = counted();
    await vault.save('c', sampleCredentials, 'keychain');
    const reading = vault.get('c');
    vault.forget();
    await reading;
    secrets.entries.delete('connection:c');
    expect(await vault.get('c')).toBeUndefined();
  });

  test('is read once for all who ask meanwhile', async () => {
    const { vault, reads } = counted();
    await vault.save('c', sampleCredentials, 'keychain');
    const before = reads();
    expect(await Promise.all([vault.get('c'), vault.get('c')])).toEqual([sampleCredentials, sampleCredentials]);
    expect([reads() - before, vault.atHand('c'), vault.atHand('d')]).toEqual([1, true, false]);
  });

  test('is nothing when there was nothing', async () => {
    const { secrets, vault } = counted();
    expect(await vault.get('c')).toBeUndefined();
    secrets.entries.set('connection:c', '{"accessKeyId":"A","secretAccessKey":"s"}');
    expect((await vault.get('c'))?.accessKeyId).toBe('A');
  });
});

describe('who keeps the secrets', () => {
  test('is remembered with the last that was saved, and told only when it is somebody else', async () => {
    const { secrets, vault } = start();
    expect(await vault.otherKeeper()).toBeUndefined();
    secrets.keptBy = 'GNOME Keyring';
    await vault.save('c', sampleCredentials, 'keychain');
    expect(await vault.otherKeeper()).toBeUndefined();
    secrets.keptBy = 'KWallet';
    expect(await vault.otherKeeper()).toEqual({ formerKeeper: 'GNOME Keyring', keeper: 'KWallet' });
    secrets.keptBy = undefined;
    expect(await vault.otherKeeper()).toBeUndefined();
    secrets.keptBy = 'KWallet';
    await vault.save('c', sampleCredentials, 'keychain');
    expect(await vault.otherKeeper()).toBeUndefined();
  });
});

describe('a connection that keeps its keys in a file', () => {
  const inFile = { ...sampleConnection, id: 'c', credentials: { kind: 'file' } } as const;
  const startWithFile = async () => {
    const parts = start();
    await parts.vault.save('c', sampleCredentials, 'file');
    parts.ledger.saveConnection(inFile);
    parts.secrets.answer = 'keychain-no-bus';
    return parts;
  };

  test('never asks the keychain, and goes without a passphrase', async () => {
    const { vault, sealedSecrets } = await startWithFile();
    expect(await vault.get('c')).toEqual(sampleCredentials);
    sealedSecrets.refusal = 'passphrase-needed';
    vault.forget();
    expect((await rejected(vault.get('c'))).code).toBe('passphrase-needed');
    await vault.remove('c');
    expect([await vault.get('c'), sealedSecrets.entries.size]).toEqual([undefined, 0]);
  });

  test('reads its file once, and again after another passphrase', async () => {
    const { vault, sealedSecrets } = await startWithFile();
    await vault.get('c');
    sealedSecrets.refusal = 'passphrase-wrong';
    expect(await vault.get('c')).toEqual(sampleCredentials);
    sealedSecrets.refusal = undefined;
    expect(await vault.changePassphrase()).toBe(1);
    sealedSecrets.refusal = 'passphrase-wrong';
    expect((await rejected(vault.get('c'))).code).toBe('passphrase-wrong');
  });

  test('leaves no copy in the store that its keys were moved out of', async () => {
    const { vault, secrets, sealedSecrets } = await startWithFile();
    secrets.answer = 'ok';
    await vault.save('c', sampleCredentials, 'keychain');
    await vault.dropCopy('c', 'file');
    expect([secrets.entries.size, sealedSecrets.entries.size]).toEqual([1, 0]);
    await vault.save('c', sampleCredentials, 'file');
    await vault.dropCopy('c', 'keychain');
    expect([secrets.entries.size, sealedSecrets.entries.size]).toEqual([0, 1]);
    secrets.answer = 'keychain-locked';
    await vault.dropCopy('c', 'keychain');
  });
});
