// Why this exists: copying, taking back and forgetting a link says only what was seen to be true.
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '../../main/domain/failure';
import { rejected } from '../fakes/failing';
import { sampleConnection } from '../fakes/samples';
import { startApp, type RunningApp, type Start } from './running-app';

let running: RunningApp[] = [];
afterEach(async () => {
  for (const { app } of running) await app.stop();
  running = [];
});

/** An app with one share of one hour. */
async function start(options?: Start) {
  const started = await startApp(options);
  running.push(started);
  started.files.put('/home/a.txt', 'abc');
  const [result] = await started.app.shareItems(['/home/a.txt'], { copy: false, lifetimeSeconds: 3_600 });
  if (result?.ok !== true) throw new Error('nothing was shared');
  const { share, url } = result.shared;
  return { ...started, share, url };
}

describe('copied again', () => {
  test('a link opens for the time that is left, and no longer', async () => {
    const { app, share, clock, clipboard, server, objects } = await start();
    clock.advance(1_800_000);
    await app.copyLink(share.id);
    expect(objects.calls.filter(({ operation }) => operation === 'put')).toHaveLength(1);
    const [url = ''] = clipboard.written;
    expect(server.get(url).body.toString()).toBe('abc');
    clock.advance(1_799_000);
    expect(server.get(url).status).toBe(200);
    clock.advance(2_000);
    expect(server.get(url).status).toBe(403);
    expect(app.store.get().notices.at(-1)?.content).toEqual({
      kind: 'copied',
      count: 1,
      shareIds: [share.id],
      until: share.expiresAtMs,
    });
  });

  test('keeps the name and the type', async () => {
    const { app, share, url, clipboard, server } = await start();
    await app.copyLink(share.id);
    expect(server.get(clipboard.written[0] ?? '').headers).toEqual(server.get(url).headers);
  });

  test.each([
    ['an expired link', 3_600_000],
    ['a link in its last second', 3_599_500],
  ])('%s is refused', async (_what, laterMs) => {
    const { app, share, clock, clipboard } = await start();
    clock.advance(laterMs);
    const failure = await rejected(app.copyLink(share.id));
    expect([failure.code, failure.detail.reason]).toEqual(['bad-request', 'the link has ended']);
    expect(clipboard.written).toEqual([]);
  });

  test('a link whose object is gone is said to be', async () => {
    const { app, share, bucket, clipboard } = await start();
    bucket.objects.clear();
    expect(await rejected(app.copyLink(share.id))).toMatchObject({
      code: 'object-missing',
      detail: { fileName: 'a.txt' },
    });
    expect(clipboard.written).toEqual([]);
  });

  test('a link that does not open is not copied', async () => {
    const { app, share, server, clipboard } = await start();
    server.intercept = { status: 200, headers: { 'content-length': '9999' }, body: Buffer.alloc(0) };
    expect((await rejected(app.copyLink(share.id))).code).toBe('link-unproven');
    expect([clipboard.written, app.store.get().notices]).toEqual([[], []]);
  });

  test('a clipboard that refuses is said to', async () => {
    const { app, share, clipboard } = await start();
    clipboard.broken = true;
    expect((await rejected(app.copyLink(share.id))).code).toBe('clipboard-unavailable');
    expect(app.store.get().notices).toEqual([]);
  });

  test('an unknown share is unknown', async () => {
    const { app } = await start();
    for (const call of [
      () => app.copyLink('s-nobody'),
      () => app.revoke('s-nobody'),
      () => app.removeShare('s-nobody'),
    ]) {
      expect((await rejected(call())).code).toBe('share-not-found');
    }
  });
});

describe('taken back', () => {
  test('a link was seen not to open any more', async () => {
    const { app, share, url, bucket, server, clock, ports } = await start();
    clock.advance(5_000);
    expect(await app.revoke(share.id)).toBe(404);
    expect([bucket.objects.size, server.get(url).status]).toEqual([0, 404]);
    expect(ports.ledger.share(share.id)?.revokedAtMs).toBe(clock.now());
    expect(app.store.get().shares[0]?.revokedAtMs).toBe(clock.now());
    expect(app.store.get().notices.at(-1)?.content).toEqual({ kind: 'revoked', name: 'a.txt', status: 404 });
  });

  test('a link that still opens is not called revoked', async () => {
    const { app, share, server, ports } = await start();
    server.intercept = { status: 200, headers: { 'content-length': '3' }, body: Buffer.from('abc') };
    const failure = await rejected(app.revoke(share.id));
    expect([failure.code, failure.detail.status]).toEqual(['revoke-unproven', 200]);
    expect([ports.ledger.share(share.id)?.revokedAtMs, app.store.get().notices]).toEqual([undefined, []]);
  }, 15_000);

  test('a server that needs a moment is asked again', async () => {
    const { app, share, server } = await start();
    server.intercept = { status: 200, headers: { 'content-length': '3' }, body: Buffer.from('abc') };
    setTimeout(() => (server.intercept = undefined), 400);
    expect(await app.revoke(share.id)).toBe(404);
  });

  test('a link whose deletion was refused is not called revoked', async () => {
    const { app, share, objects, bucket, ports } = await start();
    objects.fail('remove', new Failure('access-denied'));
    expect((await rejected(app.revoke(share.id))).code).toBe('access-denied');
    expect([bucket.objects.size, ports.ledger.share(share.id)?.revokedAtMs]).toEqual([1, undefined]);
  });

  test('twice keeps the first moment', async () => {
    const { app, share, clock, ports } = await start();
    await app.revoke(share.id);
    const first = clock.now();
    clock.advance(60_000);
    expect(await app.revoke(share.id)).toBe(404);
    expect(ports.ledger.share(share.id)?.revokedAtMs).toBe(first);
  });

  test('an expired link deletes its object too', async () => {
    const { app, share, clock, bucket } = await start();
    clock.advance(7_200_000);
    expect(await app.revoke(share.id)).toBe(404);
    expect(bucket.objects.size).toBe(0);
  });

  test('a link of a connection that points to another bucket now is taken back where it is', async () => {
    const { app, share, url, server, bucket } = await start();
    server.createBucket('elsewhere');
    await app.saveConnection({ ...draftOf(sampleConnection), bucket: 'elsewhere' }, false);
    await app.copyLink(share.id);
    expect(await app.revoke(share.id)).toBe(404);
    expect([bucket.objects.size, server.get(url).status]).toEqual([0, 404]);
  });

  test('a link of a connection whose endpoint changed is taken back at the endpoint it was made for', async () => {
    const { app, share, url, objects, server } = await start();
    const asked: string[] = [];
    const elsewhere = 'https://new.example.com';
    await app.saveConnection({ ...draftOf(sampleConnection), endpoint: elsewhere }, false);
    objects.onOpen = ({ endpoint }) => void asked.push(endpoint);
    expect(await app.revoke(share.id)).toBe(404);
    expect([server.get(url).status, asked]).toEqual([404, [elsewhere, sampleConnection.endpoint]]);
  });
});

describe('forgotten', () => {
  test('a link that still works is not', async () => {
    const { app, share, ports } = await start();
    const failure = await rejected(app.removeShare(share.id));
    expect([failure.code, failure.detail.reason]).toEqual(['bad-request', 'the link still works: revoke it first']);
    expect(ports.ledger.shares()).toHaveLength(1);
  });

  test('an expired link goes, and its object with it', async () => {
    const { app, share, clock, bucket, ports } = await start();
    clock.advance(3_600_000);
    await app.removeShare(share.id);
    expect([bucket.objects.size, ports.ledger.shares(), app.store.get().shares]).toEqual([0, [], []]);
  });

  test('a revoked link goes without asking the server', async () => {
    const { app, share, objects, ports } = await start();
    await app.revoke(share.id);
    const before = objects.calls.length;
    await app.removeShare(share.id);
    expect([objects.calls.length, ports.ledger.shares()]).toEqual([before, []]);
  });

  test('an expired link whose bucket is gone goes as well', async () => {
    const { app, share, clock, server, ports } = await start();
    clock.advance(3_600_000);
    server.buckets.delete('files');
    await app.removeShare(share.id);
    expect(ports.ledger.shares()).toEqual([]);
  });

  test('an expired link whose object cannot be deleted stays, to be tried again', async () => {
    const { app, share, clock, objects, ports } = await start();
    clock.advance(3_600_000);
    objects.fail('remove', new Failure('access-denied'));
    expect((await rejected(app.removeShare(share.id))).code).toBe('access-denied');
    expect(ports.ledger.shares()).toHaveLength(1);
  });
});

function draftOf({ id, name, provider, endpoint, bucket, region }: typeof sampleConnection) {
  return { id, name, provider, endpoint, bucket, region, addressing: 'automatic' as const };
}
