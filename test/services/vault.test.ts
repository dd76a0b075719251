// Why this exists: a secret is in the keychain, or for this session in memory, and never in both or anywhere else.
import { expect, test } from 'vitest';
import { createVault } from '../../main/services/vault';
import { rejected } from '../fakes/failing';
import { createMemorySecrets } from '../fakes/memory-secrets';
import { sampleCredentials } from '../fakes/samples';

const start = () => {
  const secrets = createMemorySecrets();
  return { secrets, vault: createVault(secrets) };
};

test('what was saved is found, in the keychain', async () => {
  const { secrets, vault } = start();
  expect(await vault.save('c', sampleCredentials, false)).toBe('keychain');
  expect([...secrets.entries.keys()]).toEqual(['connection:c']);
  expect(await vault.get('c')).toEqual(sampleCredentials);
  expect(vault.heldInMemory('c')).toBe(false);
});

test('what is for this session only never touches the keychain', async () => {
  const { secrets, vault } = start();
  secrets.answer = 'keychain-locked';
  expect(await vault.save('c', sampleCredentials, true)).toBe('session');
  expect(await vault.get('c')).toEqual(sampleCredentials);
  expect([secrets.entries.size, vault.heldInMemory('c')]).toEqual([0, true]);
  await vault.remove('c');
  expect(vault.heldInMemory('c')).toBe(false);
});

test('a keychain that refuses is told, and nothing is kept instead', async () => {
  const { secrets, vault } = start();
  secrets.answer = 'keychain-locked';
  expect((await rejected(vault.save('c', sampleCredentials, false))).code).toBe('keychain-locked');
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
  await vault.save('one', sampleCredentials, true);
  await vault.save('other', sampleCredentials, true);
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
  await vault.save('c', sampleCredentials, true);
  await vault.save('c', { ...sampleCredentials, accessKeyId: 'NEW' }, false);
  expect([vault.heldInMemory('c'), (await vault.get('c'))?.accessKeyId]).toEqual([false, 'NEW']);
});

test('a secret kept for this session goes before an older one in the keychain, and both end with the connection', async () => {
  const { secrets, vault } = start();
  await vault.save('c', sampleCredentials, false);
  await vault.save('c', { ...sampleCredentials, accessKeyId: 'NEW' }, true);
  expect((await vault.get('c'))?.accessKeyId).toBe('NEW');
  await vault.remove('c');
  expect([await vault.get('c'), secrets.entries.size]).toEqual([undefined, 0]);
});
