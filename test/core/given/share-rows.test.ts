// A verb over a share finds its row, works where the objects are wherever their connection points by now, and deletes only what is Mayfly's.
import { describe, expect, test } from 'vitest';
import { keysOf, orphanOf, ownKeys, type ShareAccess } from '../../../main/core/given/share-rows';
import { placeOf, type Connection } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import type { Share } from '../../../main/core/model/share';
import { caught, rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials, sampleFileRequest, sampleItem, sampleShare } from '../../fakes/samples';
import { openShares } from './open-shares';

const pageShare: Share = { ...sampleShare, kind: 'page', key: 'p/new/index.html' };
const items = [
  { ...sampleItem, key: 'f/0/a', sizeBytes: 1 },
  { ...sampleItem, key: 'f/1/b', sizeBytes: 2 },
  { ...sampleItem, role: 'page' as const, key: 'p/old/index.html', sizeBytes: 3 },
  { ...sampleItem, role: 'page' as const, key: 'p/new/index.html', sizeBytes: 4 },
];

test('a share that nobody knows is not found, and one that is saved is, by the window too', () => {
  const { known, store } = openShares();
  expect(caught(() => known.get(sampleShare.id)).code).toBe('share-not-found');
  known.save(sampleShare);
  expect([known.get(sampleShare.id), store.get().shares]).toEqual([sampleShare, [sampleShare]]);
});

test.each<[string, Partial<Share>, Pick<Share, 'keepUntilMs'>]>([
  ['a share that is not kept has no such time', {}, {}],
  ['one that is kept meanwhile has it, and nothing else', { keepUntilMs: 7 }, { keepUntilMs: 7 }],
])('%s', (_what, change, kept) => {
  const { known } = openShares();
  known.save({ ...sampleShare, ...change });
  expect(known.keptNow(sampleShare.id)).toEqual(kept);
});

describe('what was seen of a share is saved with its row as that is now', () => {
  const seenOf = (present: Share): Share => ({ ...present, revokedAtMs: 5 });
  const renamed = { ...sampleShare, name: 'renamed meanwhile' };
  test.each<[string, Share | undefined, Share]>([
    ['renamed meanwhile: both', renamed, seenOf(renamed)],
    ['of another link by now: nothing', { ...sampleShare, key: 'another' }, sampleShare],
    ['forgotten meanwhile: nothing', undefined, sampleShare],
  ])('%s', (_what, present, seen) => {
    const { known, store, ports } = openShares();
    if (present !== undefined) ports.ledger.saveShare(present);
    expect(known.saveSeen(sampleShare, seenOf)).toEqual(seen);
    const isSaved = seen !== sampleShare;
    expect(ports.ledger.share(sampleShare.id)).toEqual(isSaved ? seen : present);
    expect(store.get().shares).toEqual(isSaved ? [seen] : []);
  });
});

test('what is saved beside a share is saved with it or not at all', () => {
  const { known, store, ports } = openShares();
  known.save(sampleShare, () => ports.ledger.saveItem({ ...sampleItem, shareId: sampleShare.id }, 0));
  expect(ports.ledger.items(sampleShare.id)).toHaveLength(1);
  const fails = () =>
    known.save({ ...sampleShare, name: 'other' }, () => {
      throw new Failure('disk-full');
    });
  expect(caught(fails).code).toBe('disk-full');
  expect([known.get(sampleShare.id), store.get().shares]).toEqual([sampleShare, [sampleShare]]);
});

test('a share is still sent while the draft of its page is there', () => {
  const { known, ports } = openShares();
  expect(() => known.checkSent(sampleShare)).not.toThrow();
  for (const id of [sampleShare.id, 's-other']) {
    const { connectionId, bucket, name: title } = sampleShare;
    const times = { lifetimeSeconds: 60, startedAtMs: 0, ownerPid: 1 };
    ports.ledger.savePageDraft({ id, connectionId, bucket, folder: 'f/x/', title, copy: false, ...times });
  }
  expect(caught(() => known.checkSent(sampleShare))).toMatchObject({
    code: 'share-sending',
    detail: { fileName: sampleShare.name },
  });
  expect(() => known.checkSent({ ...sampleShare, id: 's-sent' })).not.toThrow();
});

test('what is deleted later is where the share is', () => {
  expect(orphanOf(sampleShare, 'o', ['k'], 7)).toEqual({
    shareId: 'o',
    connectionId: sampleShare.connectionId,
    ...placeOf(sampleShare),
    keys: ['k'],
    expiresAtMs: 7,
  });
});

describe('before a link or more time is given of a connection that demands encryption by now', () => {
  const { encryption: _none, ...plain } = sampleShare;
  const { recipient: _nobody, ...open } = sampleFileRequest;
  test.each<[string, Parameters<ShareAccess['checkEncrypted']>[0], boolean]>([
    ['a plain share', plain, false],
    ['an encrypted one', { ...plain, encryption: 'link' }, true],
    ['a plain request', open, false],
    ['an encrypted one of files', { ...open, recipient: 'age1x' }, true],
    ['a share of a connection that is gone', { ...plain, connectionId: 'c-gone' }, true],
  ])('%s is refused or not', (_what, of, isGiven) => {
    const { known } = openShares({ ...sampleConnection, encryption: 'demanded' });
    const check = () => {
      known.checkEncrypted(of);
      throw new Failure('unexpected');
    };
    expect(caught(check).code).toBe(isGiven ? 'unexpected' : 'encryption-demanded');
  });

  test('and of any other nothing is refused', () => {
    expect(() => openShares().known.checkEncrypted(plain)).not.toThrow();
  });
});

describe('the objects of a share', () => {
  test('are each named once, what its link opens first', () => {
    const keys = ['p/new/index.html', 'f/0/a', 'f/1/b', 'p/old/index.html'];
    expect([keysOf(pageShare, items), keysOf(sampleShare, [])]).toEqual([keys, [sampleShare.key]]);
    expect(ownKeys(pageShare, items)).toEqual(keys);
  });

  test('of what was linked only the pages are Mayfly’s', () => {
    expect(ownKeys({ ...pageShare, origin: 'linked' }, items)).toEqual(['p/old/index.html', 'p/new/index.html']);
    expect(ownKeys({ ...sampleShare, origin: 'linked' }, [])).toEqual([]);
  });
});

describe('the place of a share', () => {
  const where = (connection: Connection, share: Share = sampleShare) => {
    const twins = openShares(connection);
    twins.server.createBucket(sampleShare.bucket);
    const done = twins.known.with(share, async (open) => {
      expect(twins.objects.openCount()).toBe(twins.opened.length);
      return open;
    });
    return { ...twins, done };
  };

  test('is its connection’s where that has not moved', async () => {
    const { done, opened, chosen, objects } = where(sampleConnection);
    const { connection, credentials } = await done;
    expect([connection, credentials, opened]).toEqual([sampleConnection, sampleCredentials, [sampleConnection]]);
    expect(chosen).toEqual([{ kind: 'known', connectionId: sampleShare.connectionId }]);
    // Its time was asked by then.
    expect(objects.calls).toMatchObject([{ operation: 'readBack', key: sampleShare.key }]);
    expect(objects.openCount()).toBe(0);
  });

  test.each<Partial<Connection>>([
    { endpoint: 'https://new.example.com' },
    { region: 'eu-west-1' },
    { bucket: 'elsewhere' },
    { addressing: 'virtual-host' },
  ])('stays where it was when its connection moves: %j', async (moved) => {
    const shareEndpoint = 'https://now.example.com';
    // What the doctor found is true of the place where the connection is now.
    const capabilities = { signsAmz: true, intakeOnlyStores: true, madeAtMs: 1 };
    const { done, opened, objects } = where({ ...sampleConnection, ...moved, shareEndpoint, capabilities });
    const { connection } = await done;
    // Its own endpoint for links is the one it had: none.
    expect([connection, opened[1]]).toStrictEqual([sampleConnection, sampleConnection]);
    expect(objects.calls).toMatchObject([{ operation: 'readBack', key: sampleShare.key, bucket: 'files' }]);
    expect(objects.openCount()).toBe(0);
  });

  test('keeps the endpoint its link is for when its connection moves', async () => {
    const linkEndpoint = 'https://then.example.com';
    const { done } = where({ ...sampleConnection, bucket: 'elsewhere' }, { ...sampleShare, linkEndpoint });
    expect((await done).connection).toEqual({ ...sampleConnection, shareEndpoint: linkEndpoint });
  });

  test('of a real bucket is no session’s, whatever its key begins with', async () => {
    await expect(where(sampleConnection, { ...sampleShare, key: 'session-8/k/a' }).done).resolves.toBeDefined();
  });

  test('is closed after a failure too', async () => {
    const { known, objects } = openShares({ ...sampleConnection, bucket: 'elsewhere' });
    await expect(known.with(sampleShare, () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
    expect(objects.openCount()).toBe(0);
  });

  describe('of the bucket on this computer', () => {
    const embedded = (prefix: string): Connection => ({ ...sampleConnection, kind: 'embedded', prefix });
    const at = (key: string): Share => ({ ...sampleShare, key, endpoint: 'http://127.0.0.1:1' });

    test.each([
      ['', 'k/a'],
      ['session-7/', 'session-7/k/a'],
    ])('is wherever it serves now: %j, %s', async (prefix, key) => {
      const { done, opened } = where(embedded(prefix), at(key));
      expect([(await done).connection, opened.length]).toEqual([embedded(prefix), 1]);
    });

    test.each([
      ['session-7/', 'session-8/k/a', 'keys-elsewhere', undefined],
      ['', 'session-8/k/a', 'keys-elsewhere', undefined],
      ['session-7/', 'k/a', 'keys-in-keychain', undefined],
    ])('is not asked for what another one keeps: %j, %s', async (prefix, key, code, reason) => {
      const { done, objects } = where(embedded(prefix), at(key));
      const failure = await rejected(done);
      expect([failure.code, failure.detail.reason, objects.calls]).toEqual([code, reason, []]);
    });
  });
});
