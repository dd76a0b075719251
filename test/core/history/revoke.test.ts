// A link is called taken back only when an anonymous request was seen to be refused.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { shareState } from '../../../main/core/model/share';
import { failureWords } from '../../../main/core/wording/failure-words';
import { rejected } from '../../fakes/failing';
import { sampleConnection } from '../../fakes/samples';
import { until } from '../app/running-app';
import { putPage, startsWithOneShare } from './one-share';

const start = startsWithOneShare();
const alone = { status: 404, objectsRemoved: 1, linksAsked: 1 };

test('an unknown share is unknown', async () => {
  const { app } = await start();
  expect((await rejected(app.revoke('s-nobody'))).code).toBe('share-not-found');
});

describe('taken back', () => {
  test('a link was seen not to open any more', async () => {
    const { app, share, url, bucket, server, clock, ports } = await start();
    clock.advance(5_000);
    expect(await app.revoke(share.id)).toEqual(alone);
    expect([bucket.objects.size, server.get(url).status]).toEqual([0, 404]);
    expect(ports.ledger.share(share.id)).toMatchObject({ revokedAtMs: clock.now(), revokedStatus: 404 });
    expect(app.store.get().shares[0]?.revokedAtMs).toBe(clock.now());
    expect(app.store.get().notices.at(-1)?.content).toEqual({ kind: 'revoked', name: 'a.txt', links: 1 });
  });

  test('what still opens is not called revoked: a link, and a page with one file that does', async () => {
    // Each is asked for five seconds.
    const [{ app, share, server, ports }, twins] = await Promise.all([start(), start()]);
    server.intercept = { status: 200, headers: { 'content-length': '3' }, body: Buffer.from('abc') };
    const page = putPage(twins);
    const ask = twins.server.probe.ask.bind(twins.server.probe);
    const opens = (url: string) =>
      url.includes('/f/x/1/b') ? Promise.resolve({ status: 206, sizeBytes: 3 }) : ask(url);
    Object.assign(twins.server.probe, { ask: opens });
    const failures = await Promise.all([rejected(app.revoke(share.id)), rejected(twins.app.revoke(page.id))]);
    expect(failures.map(({ code, detail }) => [code, detail.status])).toEqual([
      ['revoke-unproven', 200],
      ['revoke-unproven', 206],
    ]);
    expect([ports.ledger.share(share.id)?.revokedAtMs, app.store.get().notices]).toEqual([undefined, []]);
    expect(twins.ports.ledger.share(page.id)?.revokedAtMs).toBeUndefined();
  });

  test('a server that needs a moment is asked again', async () => {
    const { app, share, server } = await start();
    server.intercept = { status: 200, headers: { 'content-length': '3' }, body: Buffer.from('abc') };
    setTimeout(() => (server.intercept = undefined), 400);
    expect(await app.revoke(share.id)).toEqual(alone);
  });

  test('a link whose deletion was refused is not called revoked', async () => {
    const { app, share, objects, bucket, ports } = await start();
    objects.fail('removeMany', new Failure('access-denied'));
    expect((await rejected(app.revoke(share.id))).code).toBe('access-denied');
    expect([bucket.objects.size, ports.ledger.share(share.id)?.revokedAtMs]).toEqual([1, undefined]);
  });

  test('a link whose deletion failed is said to be alive, and not that nothing was shared', async () => {
    const { app, share, objects } = await start();
    objects.fail('removeMany', new Failure('connection-refused'));
    const { safety, dataSafe } = failureWords(await rejected(app.revoke(share.id)), 'terminal');
    expect([safety, dataSafe]).toEqual(['Treat the link as still alive.', false]);
  });

  test('a link ends on a full disk, too, and says that this could not be written down', async () => {
    let isFull = false;
    const { app, share, url, bucket, server } = await start({
      prepare({ ports: { ledger } }) {
        const together = ledger.together.bind(ledger);
        const withRoom = <Result>(action: () => Result): Result => {
          if (isFull) throw new Failure('disk-full');
          return together(action);
        };
        Object.assign(ledger, { together: withRoom });
      },
    });
    isFull = true;
    const failure = await rejected(app.revoke(share.id));
    expect(failure.code).toBe('disk-full');
    expect(failureWords(failure, 'window')).toMatchObject({
      safety: 'The link no longer opens; only the history could not be saved yet.',
      next: 'Free some space; Mayfly then saves it by itself.',
      dataSafe: true,
    });
    expect([bucket.objects.size, server.get(url).status]).toEqual([0, 404]);
    expect(app.store.get().shares[0]?.revokedStatus).toBe(404);
    isFull = false;
    expect(await app.revoke(share.id)).toMatchObject({ status: 404 });
    expect(app.store.get().shares[0]?.revokedStatus).toBe(404);
  });

  test('a link that ended on a full disk is no live one in the window, and is saved by itself once there is room', async () => {
    let isFull = false;
    const { app, share, ports, clock } = await start({
      stays: true,
      upkeepEveryMs: 5,
      prepare({ ports: { ledger } }) {
        const together = ledger.together.bind(ledger);
        const withRoom = <Result>(action: () => Result): Result => {
          if (isFull) throw new Failure('disk-full');
          return together(action);
        };
        Object.assign(ledger, { together: withRoom });
      },
    });
    const endedAtMs = clock.now();
    isFull = true;
    expect((await rejected(app.revoke(share.id))).code).toBe('disk-full');
    const [shown] = app.store.get().shares;
    expect(shown && shareState(shown, clock.now())).toBe('revoked');
    isFull = false;
    clock.advance(600_000);
    await until(() => ports.ledger.share(share.id)?.revokedAtMs === endedAtMs);
    expect(ports.ledger.share(share.id)?.revokedStatus).toBe(404);
  });

  test('twice keeps the first moment', async () => {
    const { app, share, clock, ports } = await start();
    await app.revoke(share.id);
    const first = clock.now();
    clock.advance(60_000);
    expect(await app.revoke(share.id)).toEqual(alone);
    expect(ports.ledger.share(share.id)?.revokedAtMs).toBe(first);
  });

  test('an expired link deletes its object too', async () => {
    const { app, share, clock, bucket } = await start();
    clock.advance(7_200_000);
    expect(await app.revoke(share.id)).toEqual(alone);
    expect(bucket.objects.size).toBe(0);
  });

  test('a link of a connection that points to another bucket now is taken back where it is', async () => {
    const { app, share, url, server, bucket } = await start();
    server.createBucket('elsewhere');
    await app.saveConnection({ ...draftOf(sampleConnection), bucket: 'elsewhere' }, false);
    await app.copyLink(share.id);
    expect(await app.revoke(share.id)).toEqual(alone);
    expect([bucket.objects.size, server.get(url).status]).toEqual([0, 404]);
  });

  test('a link of a connection whose endpoint changed is taken back at the endpoint it was made for', async () => {
    const { app, share, url, objects, server } = await start();
    const asked: string[] = [];
    const elsewhere = 'https://new.example.com';
    await app.saveConnection({ ...draftOf(sampleConnection), endpoint: elsewhere }, false);
    objects.onOpen = ({ endpoint }) => void asked.push(endpoint);
    expect(await app.revoke(share.id)).toEqual(alone);
    expect([server.get(url).status, asked]).toEqual([404, [elsewhere, sampleConnection.endpoint]]);
  });
});

describe('a page', () => {
  test('goes with its files and with the pages of earlier links, and each link is asked', async () => {
    const twins = await start();
    const asked: string[] = [];
    const ask = twins.server.probe.ask.bind(twins.server.probe);
    twins.server.probe.ask = (url) => {
      asked.push(new URL(url).pathname);
      return ask(url);
    };
    const page = putPage(twins);
    expect(await twins.app.revoke(page.id)).toEqual({ status: 404, objectsRemoved: 5, linksAsked: 4 });
    expect([...twins.bucket.objects.keys()]).toEqual([twins.share.key]);
    expect(asked.toSorted()).toEqual([
      '/files/f/x/0/a',
      '/files/f/x/1/b',
      '/files/f/x/2/c',
      '/files/p/new/index.html',
      '/files/p/old/index.html',
    ]);
    expect(twins.ports.ledger.share(page.id)?.revokedAtMs).toBe(twins.clock.now());
    expect(twins.app.store.get().notices.at(-1)?.content).toEqual({
      kind: 'revoked',
      name: 'Photos',
      links: 4,
    });
  });
});

test('a link whose old versions the key may not delete is dead, and that they are there is told', async () => {
  const { app, share, url, objects, server, ports } = await start();
  objects.fail('removeMany', new Failure('versions-kept'), { afterwards: true });
  expect((await rejected(app.revoke(share.id))).code).toBe('versions-kept');
  expect([server.get(url).status, ports.ledger.share(share.id)?.revokedAtMs !== undefined]).toEqual([404, true]);
  expect(app.store.get().notices.at(-1)?.content.kind).toBe('revoked');
});

test('what Mayfly did not put into the bucket is not deleted, and nothing is asked', async () => {
  const twins = await start();
  const page = putPage(twins, { origin: 'linked' });
  const before = twins.objects.calls.length;
  expect(await rejected(twins.app.revoke(page.id))).toMatchObject({
    code: 'share-not-ours',
    detail: { fileName: 'Photos' },
  });
  expect([twins.bucket.objects.size, twins.objects.calls.length]).toEqual([6, before]);
});

function draftOf({ id, name, provider, endpoint, bucket, region }: typeof sampleConnection) {
  return { id, name, provider, endpoint, bucket, region, addressing: 'automatic' as const };
}
