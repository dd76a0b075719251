// A verb over a share works where the share's objects are, signs the link that was given away, and deletes only what is Mayfly's.
import { describe, expect, test } from 'vitest';
import { answersAs, keysOf, openedBytes, ownKeys, signShare } from '../../../main/core/history/share-access';
import { signedFor } from '../../../main/core/storage/rules/file-link';
import type { Connection } from '../../../main/core/model/connection';
import type { Share } from '../../../main/core/model/share';
import { caught, rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials, sampleItem, sampleShare } from '../../fakes/samples';
import { openShares } from './open-shares';

const disposition = `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`;
const type = 'application/octet-stream';
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
    expect([connection, opened[1]]).toEqual([sampleConnection, sampleConnection]);
    expect(objects.calls).toMatchObject([{ operation: 'readBack', key: sampleShare.key, bucket: 'files' }]);
    expect(objects.openCount()).toBe(0);
  });

  test('keeps the endpoint its link is for when its connection moves', async () => {
    const linkEndpoint = 'https://then.example.com';
    const { done } = where({ ...sampleConnection, bucket: 'elsewhere' }, { ...sampleShare, linkEndpoint });
    expect((await done).connection).toEqual({ ...sampleConnection, shareEndpoint: linkEndpoint });
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
      ['session-7/', 'k/a', 'keychain-unavailable', 'the keys of this link are in it'],
    ])('is not asked for what another one keeps: %j, %s', async (prefix, key, code, reason) => {
      const { done, objects } = where(embedded(prefix), at(key));
      const failure = await rejected(done);
      expect([failure.code, failure.detail.reason, objects.calls]).toEqual([code, reason, []]);
    });
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

  test('of a page the link opens the page, not its files', () => {
    expect([openedBytes(sampleShare, items), openedBytes(pageShare, items)]).toEqual([1_234, 4]);
    expect(openedBytes(pageShare, items.slice(0, 3))).toBeUndefined();
  });
});

test.each<[Partial<Share>, Partial<Connection>, object]>([
  [{}, {}, {}],
  [{}, { endpoint: 'https://new.example.com' }, { endpoint: sampleShare.endpoint }],
  [{}, { shareEndpoint: 'https://now.example.com' }, { endpoint: sampleShare.endpoint }],
  [{}, { shareEndpoint: sampleShare.endpoint, endpoint: 'https://new.example.com' }, {}],
  [{ linkEndpoint: 'https://then.example.com' }, { shareEndpoint: 'https://then.example.com' }, {}],
  [{ linkEndpoint: 'https://then.example.com' }, {}, { endpoint: 'https://then.example.com' }],
  [{ endpoint: 'http://127.0.0.1:1' }, { kind: 'embedded' }, {}],
])('a link that was for %j is signed, by a connection that is %j by now, for %j', (share, connection, endpoint) => {
  expect(signedFor({ ...sampleShare, ...share }, { ...sampleConnection, ...connection })).toEqual(endpoint);
});

describe('a signed link', () => {
  const signed = async (share: Share, change: Partial<Connection> = {}, short?: boolean) => {
    const { known } = openShares();
    const connection = { ...sampleConnection, ...change };
    const { url } = await known.with(sampleShare, ({ objects }) =>
      signShare(share, { objects, connection }, 60, short),
    );
    const { origin, pathname, searchParams: asked } = new URL(url);
    return { at: origin + pathname, answers: ['type', 'disposition', 'cache'].map((name) => asked.get(name)) };
  };
  const noOverrides = { capabilities: { madeAtMs: 0, overrides: false } };

  test('says what it answers', async () => {
    expect((await signed(sampleShare)).answers).toEqual([type, disposition, null]);
    expect((await signed({ ...sampleShare, contentType: 'image/png', disposition: 'inline' })).answers).toEqual([
      'image/png',
      disposition.replace('attachment', 'inline'),
      null,
    ]);
    expect((await signed(pageShare)).answers).toEqual(['text/html; charset=utf-8', 'inline', 'no-store']);
  });

  test('is of the share’s key, at the endpoint it is known by', async () => {
    const { at } = await signed({ ...sampleShare, linkEndpoint: 'https://then.example.com' });
    expect(at).toBe(`https://then.example.com/files/${sampleShare.key}`);
  });

  test('says nothing when it is to be short', async () => {
    expect((await signed(sampleShare, {}, true)).answers).toEqual([null, null, null]);
  });

  test('leaves out what the server ignores of what Mayfly stored, and nothing of the rest', async () => {
    expect((await signed(sampleShare, noOverrides)).answers).toEqual([null, null, null]);
    expect((await signed({ ...sampleShare, origin: 'linked' }, noOverrides)).answers).toEqual([
      type,
      disposition,
      null,
    ]);
    expect((await signed(pageShare, noOverrides)).answers[2]).toBe('no-store');
  });
});

test.each([
  ['all that the share’s link has to give', sampleShare, { contentType: type, contentDisposition: disposition }, true],
  ['another type', sampleShare, { contentType: 'application/pdf', contentDisposition: disposition }, false],
  ['another name', sampleShare, { contentType: type, contentDisposition: 'attachment' }, false],
  ['nothing', sampleShare, {}, false],
  [
    'all that a page’s says',
    pageShare,
    { contentType: 'text/html; charset=utf-8', contentDisposition: 'inline' },
    false,
  ],
])('a short link answers with %s', (_what, share, answer, same) => {
  expect(answersAs(share, { status: 206, ...answer })).toBe(same);
});
