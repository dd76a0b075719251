// The secrets of encrypted shares: sealed in the ledger, the same after a crash, and never with a password.
import { Decrypter } from 'age-encryption';
import { expect, test } from 'vitest';
import { createEncryption } from '../../../main/core/encryption/encryption';
import { scryptCost } from '../../../main/core/encryption/rules/passphrase';
import { createVault } from '../../../main/core/credentials/vault';
import type { Connection } from '../../../main/core/model/connection';
import type { PageDraft } from '../../../main/core/model/share';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleShare } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';

const draft: PageDraft = {
  id: 's-1',
  connectionId: sampleConnection.id,
  bucket: 'files',
  folder: 'f/x/',
  title: 'Photos',
  lifetimeSeconds: 60,
  encryption: 'password',
  copy: false,
  startedAtMs: 1,
  ownerPid: 7,
};
const item = { path: 'a.txt', sizeBytes: 1, contentType: 'text/plain', headSha256: 'H' };
const options = {
  connectionId: sampleConnection.id,
  ephemeral: false,
  password: undefined,
  earlierId: undefined,
} as const;

/** One more process on the same ledger and keychain. */
function start(connection: Connection = sampleConnection, shared = createTestPorts()) {
  const { ports, ledgerFile, secrets } = createTestPorts({}, shared);
  const ledger = ledgerFile.open();
  if (ledger.connections().length === 0) ledger.saveConnection(connection);
  const all = {
    ...ports,
    ledger,
    randomBytes: (length: number) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
  };
  const vault = createVault(all);
  return {
    ledger,
    secrets,
    vault,
    ageFiles: ports.ageFiles,
    store: createEncryption({ ports: all, vault }).secretsOfShares,
    shared,
  };
}

const opened = async (file: Uint8Array, passphrase: string): Promise<unknown> => {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return JSON.parse(await decrypter.decrypt(file, 'text'));
};

test('a draft goes on in another process with the same secrets, and needs no password for its manifest', async () => {
  const { ledger, store, shared, ageFiles } = start();
  ledger.savePageDraft(draft);
  const costs: number[] = [];
  const lock = ageFiles.lock.bind(ageFiles);
  ageFiles.lock = (passphrase, logN) => {
    costs.push(logN);
    return lock(passphrase, logN);
  };
  const prepared = await store.prepare({ ...options, password: 'pässword' });
  expect(costs).toEqual([scryptCost.password]);
  expect(prepared.encryption).toBe('password');
  prepared.adopt(draft.id);
  const made = await store.create(draft.id);
  const other = start(sampleConnection, shared);
  expect(await other.store.open(draft.id, made.sealed)).toEqual({
    head: Buffer.from(made.secrets.head),
    payloadKey: Buffer.from(made.secrets.payloadKey),
  });
  const [one, again] = [await store.finish(draft, [item]), await other.store.finish(draft, [item])];
  expect(again.secret).toBe(one.secret);
  expect(await opened(again.bytes, `${one.secret}.pässword`)).toMatchObject({
    title: 'Photos',
    files: [['a.txt', 1, 'text/plain', '', 'H']],
  });
  await expect(opened(again.bytes, one.secret)).rejects.toThrow('no identity matched');
});

test('a draft that is shared once more keeps its secrets, under the password of then', async () => {
  const { ledger, store, shared } = start();
  ledger.savePageDraft(draft);
  (await store.prepare({ ...options, password: 'old' })).adopt(draft.id);
  const { secret } = await store.finish(draft, [item]);
  const other = start(sampleConnection, shared);
  const prepared = await other.store.prepare({ ...options, password: 'new', earlierId: draft.id });
  prepared.adopt(draft.id);
  const again = await other.store.finish(draft, [item]);
  expect([prepared.earlierId, again.secret]).toEqual([draft.id, secret]);
  expect(await opened(again.bytes, `${secret}.new`)).toMatchObject({ title: 'Photos' });
});

test('a finished share keeps its manifest, gives its link, and takes another password', async () => {
  const { ledger, store } = start();
  ledger.savePageDraft(draft);
  (await store.prepare({ ...options, password: 'old' })).adopt(draft.id);
  const finished = await store.finish(draft, [item]);
  finished.save();
  const share = { id: draft.id, name: draft.title, connectionId: draft.connectionId, encryption: 'password' as const };
  expect((await store.stored(share))?.bytes).toEqual(Buffer.from(finished.bytes));
  expect(await store.fragmentOf(share)).toBe(finished.secret);
  expect(finished.secret).toMatch(/^[\w-]{22}$/);
  const relocked = await store.relock(share, [item], undefined);
  expect([relocked.encryption, relocked.secret]).toEqual(['link', finished.secret]);
  expect(await opened(relocked.bytes, finished.secret)).toEqual(await opened(finished.bytes, `${finished.secret}.old`));
  const { encryption: _none, ...plain } = share;
  expect(await store.fragmentOf(plain)).toBeUndefined();
});

test('the ledger holds no secret in clear, and what it holds opens for its own share only', async () => {
  const { ledger, store, secrets } = start();
  ledger.savePageDraft(draft);
  (await store.prepare(options)).adopt(draft.id);
  const { secret } = await store.finish({ ...draft, encryption: 'link' }, [item]);
  const { sealed = '' } = ledger.shareSecrets(draft.id) ?? {};
  expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString('latin1')).not.toMatch(/AGE-SECRET|identity/);
  expect(sealed).not.toContain(secret);
  expect([...secrets.entries.keys()]).toEqual([`connection:${sampleConnection.id}.shares-${sealed.split('.')[0]}`]);
  ledger.savePageDraft({ ...draft, id: 's-2' });
  ledger.saveShareSecrets({ shareId: 's-2', sealed });
  expect((await rejected(store.create('s-2'))).code).toBe('share-secret-missing');
});

test('a lost key is told, and the next share makes another', async () => {
  const { ledger, store, secrets, shared } = start();
  ledger.savePageDraft(draft);
  (await store.prepare(options)).adopt(draft.id);
  secrets.entries.clear();
  const other = start(sampleConnection, shared);
  expect((await rejected(other.store.finish(draft, [item]))).code).toBe('share-secret-missing');
  const prepared = await other.store.prepare({ ...options, earlierId: draft.id });
  expect([prepared.earlierId, secrets.entries.size]).toEqual([undefined, 1]);
});

test('two processes that make the first key at the same time agree on one', async () => {
  const first = start();
  const second = start(sampleConnection, first.shared);
  const prepared = await Promise.all([first.store.prepare(options), second.store.prepare(options)]);
  for (const [index, one] of prepared.entries()) {
    first.ledger.savePageDraft({ ...draft, id: `d-${index}` });
    one.adopt(`d-${index}`);
  }
  const third = start(sampleConnection, first.shared);
  for (const index of prepared.keys()) expect((await third.store.create(`d-${index}`)).sealed).toContain('.');
});

test('of a connection for once nothing is saved', async () => {
  const { ledger, store, secrets } = start();
  (await store.prepare({ ...options, ephemeral: true })).adopt(draft.id);
  const { sealed } = await store.create(draft.id);
  const finished = await store.finish(draft, [item]);
  finished.save();
  expect([sealed, ledger.shareSecrets(draft.id), secrets.entries.size]).toEqual(['', undefined, 0]);
});

test('keys in memory keep the key of shares there too, and it moves into the keychain with them', async () => {
  const { ledger, store, secrets, vault, shared } = start();
  await vault.save(sampleConnection.id, { accessKeyId: 'a', secretAccessKey: 'b' }, 'session');
  ledger.savePageDraft(draft);
  (await store.prepare(options)).adopt(draft.id);
  expect(secrets.entries.size).toBe(0);
  await vault.moveToKeychain([sampleConnection.id]);
  const other = start(sampleConnection, shared);
  expect((await other.store.finish({ ...draft, encryption: 'link' }, [item])).secret).toMatch(/^[\w-]{22}$/);
  expect(secrets.entries.size).toBe(2);
});

test('a share made for the links of another has their secret, and an identity of its own', async () => {
  const { ledger, store } = start();
  ledger.savePageDraft(draft);
  (await store.prepare(options)).adopt(draft.id);
  const first = await store.finish(draft, [item]);
  ledger.saveShare({ ...sampleShare, id: draft.id, encryption: 'link' });
  first.save();
  const next = { ...draft, id: 's-2' };
  ledger.savePageDraft(next);
  (await store.prepare({ ...options, password: 'again', sameSecretAs: draft.id })).adopt(next.id);
  const second = await store.finish(next, [item]);
  expect(second.secret).toBe(first.secret);
  const [one, two] = [await opened(first.bytes, first.secret), await opened(second.bytes, `${first.secret}.again`)];
  expect((two as { identity: string }).identity).not.toBe((one as { identity: string }).identity);
  await expect(store.prepare({ ...options, sameSecretAs: 's-unknown' })).rejects.toMatchObject({
    code: 'share-not-found',
  });
});
