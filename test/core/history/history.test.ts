// Forgetting is not taking back, it can be undone for a minute, and what has ended leaves nothing in the bucket.
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { caught, rejected } from '../../fakes/failing';
import { putPage, startsWithOneShare } from './one-share';

const start = startsWithOneShare();
afterEach(() => {
  vi.useRealTimers();
});

test('an unknown share is unknown', async () => {
  const { app } = await start();
  expect((await rejected(app.removeFromHistory('s-nobody'))).code).toBe('share-not-found');
  expect(caught(() => app.restoreToHistory('s-nobody')).code).toBe('share-not-found');
});

describe('a link that still works', () => {
  test('is forgotten and goes on to work, and that is said', async () => {
    const { app, share, url, server, ports } = await start();
    await app.removeFromHistory(share.id);
    expect([ports.ledger.shares(), app.store.get().shares, server.get(url).status]).toEqual([[], [], 200]);
    expect(app.store.get().notices.at(-1)?.content).toEqual({
      kind: 'removed',
      shareId: share.id,
      name: 'a.txt',
      linkLives: true,
    });
  });

  test('comes back as it was, with its items, and can be taken back again', async () => {
    const twins = await start();
    const page = putPage(twins);
    const items = twins.ports.ledger.items(page.id);
    await twins.app.removeFromHistory(page.id);
    expect(twins.ports.ledger.items(page.id)).toEqual([]);
    expect(twins.app.store.get().notices).toHaveLength(1);
    twins.app.restoreToHistory(page.id);
    expect(twins.app.store.get().notices).toEqual([]);
    expect([twins.ports.ledger.share(page.id), twins.ports.ledger.items(page.id)]).toEqual([page, items]);
    expect(twins.app.store.get().shares.map(({ id }) => id)).toContain(page.id);
    expect(await twins.app.revoke(page.id)).toMatchObject({ objectsRemoved: 5 });
    expect(caught(() => twins.app.restoreToHistory(page.id)).code).toBe('share-not-found');
  });

  test('cannot be brought back after a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { app, share } = await start();
    await app.removeFromHistory(share.id);
    vi.advanceTimersByTime(59_999);
    app.restoreToHistory(share.id);
    await app.removeFromHistory(share.id);
    vi.advanceTimersByTime(60_000);
    expect(caught(() => app.restoreToHistory(share.id)).code).toBe('share-not-found');
  });
});

test('one whose files another process changes is forgotten after that, with the files that it got', async () => {
  const other = 2_000;
  const twins = await start({ ports: { isAlive: (pid) => pid === other } });
  const page = putPage(twins);
  const { ledger } = twins.ports;
  ledger.saveRewrittenPage({ shareId: page.id, revision: 1, writerPid: other });
  const removing = twins.app.removeFromHistory(page.id);
  await wait(20);
  expect(ledger.share(page.id)).toEqual(page);
  const [item] = ledger.items(page.id);
  if (item === undefined) throw new Error('the page has no file');
  ledger.saveItem({ ...item, key: 'f/x/3/added' }, 3);
  ledger.saveRewrittenPage({ shareId: page.id, revision: 2 });
  await removing;
  expect(ledger.orphansDue([page.connectionId], page.expiresAtMs)).toMatchObject([
    { shareId: page.id, keys: expect.arrayContaining(['f/x/3/added']) },
  ]);
  expect(ledger.share(page.id)).toBeUndefined();
});

test('of many that are removed only the last offers to undo', async () => {
  const twins = await start();
  const page = putPage(twins);
  await twins.app.removeFromHistory(page.id);
  await twins.app.removeFromHistory(twins.share.id);
  expect(twins.app.store.get().notices.map(({ content }) => content)).toMatchObject([{ shareId: twins.share.id }]);
});

describe('a link that has ended', () => {
  test('takes its object along, and comes back as cleaned up', async () => {
    const { app, share, clock, bucket, ports } = await start();
    clock.advance(3_600_000);
    await app.removeFromHistory(share.id);
    expect([bucket.objects.size, ports.ledger.shares()]).toEqual([0, []]);
    expect(app.store.get().notices.at(-1)?.content).toMatchObject({ kind: 'removed', linkLives: false });
    app.restoreToHistory(share.id);
    expect(ports.ledger.share(share.id)).toEqual({ ...share, removedAtMs: clock.now() });
  });

  test('takes all objects of a page along', async () => {
    const twins = await start();
    const page = putPage(twins);
    twins.clock.advance(3_600_000);
    await twins.app.removeFromHistory(page.id);
    expect([...twins.bucket.objects.keys()]).toEqual([twins.share.key]);
  });

  test('leaves what Mayfly did not put there, and takes the pages it wrote', async () => {
    const twins = await start();
    const page = putPage(twins, { origin: 'linked' });
    twins.clock.advance(3_600_000);
    await twins.app.removeFromHistory(page.id);
    expect([[...twins.bucket.objects.keys()], twins.ports.ledger.share(page.id)]).toEqual([
      [twins.share.key, 'f/x/0/a', 'f/x/1/b', 'f/x/2/c'],
      undefined,
    ]);
  });

  test.each(['revoked', 'cleaned up'])('and was %s goes without asking the server', async (how) => {
    const { app, share, objects, ports, clock } = await start();
    if (how === 'revoked') await app.revoke(share.id);
    else {
      clock.advance(3_600_000);
      ports.ledger.saveShare({ ...share, removedAtMs: clock.now() });
    }
    const before = objects.calls.length;
    await app.removeFromHistory(share.id);
    expect([objects.calls.length, ports.ledger.shares()]).toEqual([before, []]);
  });

  test('goes when its bucket is gone as well', async () => {
    const { app, share, clock, server, ports } = await start();
    clock.advance(3_600_000);
    server.buckets.delete('files');
    await app.removeFromHistory(share.id);
    expect(ports.ledger.shares()).toEqual([]);
  });

  test('stays when its object cannot be deleted, to be tried again', async () => {
    const { app, share, clock, objects, ports } = await start();
    clock.advance(3_600_000);
    objects.fail('removeMany', new Failure('access-denied'));
    expect((await rejected(app.removeFromHistory(share.id))).code).toBe('access-denied');
    expect(ports.ledger.shares()).toHaveLength(1);
  });
});
