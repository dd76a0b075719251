// A page share whose files change keeps its link, gives exactly its present files, and leaves nothing of the former ones.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { Share } from '../../../main/core/model/share';
import { rejected } from '../../fakes/failing';
import { type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { seenPage, sharedIn } from './seen-page';

const start = startsApps();

interface World extends RunningApp {
  readonly share: Share;
  /** The link that people have. */
  readonly url: string;
}

async function world(options?: Start): Promise<World> {
  const here = await start(options);
  here.files.put('/home/trip/a.txt', 'first');
  here.files.put('/home/trip/b.txt', 'second');
  const shared = sharedIn((await here.app.shareItems(['/home/trip'], { copy: false, lifetimeSeconds: 600 }))[0]);
  return { ...here, share: shared.share, url: shared.url };
}

const seen = ({ server, url }: World) => seenPage({ server }, url);
const keys = ({ bucket }: World) => [...bucket.objects.keys()].filter((key) => key.startsWith('f/'));
const first = ['a.txt', 'first'] as const;
const second = ['b.txt', 'second'] as const;

describe('files that are added', () => {
  test('stand behind the link that people have, after those that were there, until the same second', async () => {
    const here = await world();
    here.files.put('/home/c.txt', 'third');
    here.files.put('/home/more/d.txt', 'fourth');
    here.clock.advance(100_500);
    const [result] = await here.app.addFiles(here.share.id, ['/home/c.txt', '/home/more']);
    const { share } = sharedIn(result);
    expect(seen(here)).toEqual({
      revision: 1,
      files: [first, second, ['c.txt', 'third'], ['more/d.txt', 'fourth']],
    });
    const { key, createdAtMs, expiresAtMs } = here.share;
    expect(share).toMatchObject({ key, createdAtMs, expiresAtMs, fileCount: 4, sizeBytes: 22, verified: true });
    expect(here.app.shareOf(share.id)).toEqual(share);
    expect(here.ports.ledger.pageDrafts()).toEqual([]);
    expect(here.app.store.get().shares.find(({ id }) => id === share.id)?.fileCount).toBe(4);
    here.clock.advance(499_500);
    expect(here.server.get(here.url).status).toBe(403);
  });

  test('of a name that is there are told apart', async () => {
    const here = await world();
    here.files.put('/home/a.txt', 'another');
    await here.app.addFiles(here.share.id, ['/home/a.txt']);
    expect(seen(here).files).toEqual([first, second, ['a (2).txt', 'another']]);
  });

  test('by two at once are both there', async () => {
    const here = await world();
    here.files.put('/home/c.txt', 'third');
    here.files.put('/home/d.txt', 'fourth');
    await Promise.all(['/home/c.txt', '/home/d.txt'].map((path) => here.app.addFiles(here.share.id, [path])));
    const { files, revision } = seen(here);
    expect([files.map(([name]) => name).toSorted(), revision]).toEqual([['a.txt', 'b.txt', 'c.txt', 'd.txt'], 2]);
  });

  test('to a page that another Mayfly changes meanwhile are added to that one', async () => {
    const here = await world();
    here.objects.fail('put', new Failure('page-changed'));
    const removed = await here.app.removeFiles(here.share.id, ['a.txt']);
    expect([removed.ok, seen(here).files]).toEqual([true, [second]]);
  });

  test('that are cancelled leave the share as it was, and nothing of them', async () => {
    const here = await world();
    here.files.put('/home/c.txt', 'third');
    const stop = new AbortController();
    stop.abort();
    const [result] = await here.app.addFiles(here.share.id, ['/home/c.txt'], { signal: stop.signal });
    expect(result).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(seen(here)).toEqual({ revision: 0, files: [first, second] });
    expect([keys(here).length, here.ports.ledger.pageDrafts()]).toEqual([2, []]);
  });

  test('to an encrypted share need no password again, and its link opens them', async () => {
    const here = await start();
    here.files.put('/home/a.txt', 'first');
    here.files.put('/home/c.txt', 'third');
    const made = await here.app.shareItems(['/home/a.txt'], { copy: false, encrypt: true, password: 'secret' });
    const { share, url } = sharedIn(made[0]);
    const added = sharedIn((await here.app.addFiles(share.id, ['/home/c.txt']))[0]);
    expect(new URL(added.url).hash).toBe(new URL(url).hash);
    expect(added.share).toMatchObject({ key: share.key, encryption: 'password', fileCount: 2 });
    expect(added.items?.map(({ path, headSha256 }) => [path, typeof headSha256])).toEqual([
      ['a.txt', 'string'],
      ['c.txt', 'string'],
    ]);
  });
});

describe('a file that is replaced', () => {
  test('gives the new bytes at its place, and the former object is gone', async () => {
    const here = await world();
    here.files.put('/home/new.txt', 'better');
    const [former] = keys(here);
    await here.app.replaceFile(here.share.id, 'a.txt', '/home/new.txt');
    expect(seen(here)).toEqual({ revision: 1, files: [['a.txt', 'better'], second] });
    expect(keys(here)).toHaveLength(2);
    expect(keys(here)).not.toContain(former);
    expect(here.ports.ledger.orphansDue([here.share.connectionId], Number.MAX_SAFE_INTEGER)).toEqual([]);
  });

  test('of another type has the new name', async () => {
    const here = await world();
    here.files.put('/home/new.pdf', 'better');
    await here.app.replaceFile(here.share.id, 'a.txt', '/home/new.pdf');
    expect(seen(here).files).toEqual([['new.pdf', 'better'], second]);
  });
});

describe('files that are taken out', () => {
  test('are gone from the page, the bucket and the rows', async () => {
    const here = await world();
    const { share } = sharedIn(await here.app.removeFiles(here.share.id, ['a.txt']));
    expect(seen(here)).toEqual({ revision: 1, files: [second] });
    expect([keys(here).length, share.fileCount, share.sizeBytes]).toEqual([1, 1, 6]);
    expect(here.app.shareItemsOf(share.id).map(({ path }) => path)).toEqual(['b.txt', 'trip']);
  });

  test('that cannot be deleted yet are told, and deleted later', async () => {
    const here = await world();
    here.objects.fail('remove', new Failure('access-denied'));
    const { removalFailure } = sharedIn(await here.app.removeFiles(here.share.id, ['a.txt']));
    expect(removalFailure?.code).toBe('access-denied');
    expect(seen(here).files).toEqual([second]);
    const left = here.ports.ledger.orphansDue([here.share.connectionId], Number.MAX_SAFE_INTEGER);
    expect(left.flatMap((orphan) => orphan.keys)).toHaveLength(1);
  });
});

describe('is refused, and changes nothing:', () => {
  test.each([
    [
      'a share that there is none of',
      'share-not-found',
      (here: World) => here.app.addFiles('nobody', ['/home/trip/a.txt']),
    ],
    [
      'to take out a name that is not there',
      'share-unchangeable',
      (here: World) => here.app.removeFiles(here.share.id, ['z']),
    ],
    [
      'to take out all files',
      'share-unchangeable',
      (here: World) => here.app.removeFiles(here.share.id, ['a.txt', 'b.txt']),
    ],
    ['to add nothing', 'share-unchangeable', (here: World) => here.app.addFiles(here.share.id, [])],
    [
      'one file replaced by a folder',
      'share-unchangeable',
      (here: World) => here.app.replaceFile(here.share.id, 'a.txt', '/home/trip'),
    ],
  ])('%s', async (_what, code, act) => {
    const here = await world();
    expect((await rejected(act(here))).code).toBe(code);
    expect(seen(here)).toEqual({ revision: 0, files: [first, second] });
    expect(here.ports.ledger.pageDrafts()).toEqual([]);
  });

  test('an ended link, and one that was taken back', async () => {
    const here = await world();
    await here.app.revoke(here.share.id);
    expect((await rejected(here.app.addFiles(here.share.id, ['/home/trip/a.txt']))).code).toBe('bad-request');
    expect(here.server.get(here.url).status).toBe(404);
    const again = await world();
    again.clock.advance(601_000);
    expect((await rejected(again.app.addFiles(again.share.id, ['/home/trip/a.txt']))).code).toBe('bad-request');
  });
});
