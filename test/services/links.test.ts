// Why this exists: taking back and forgetting a link says only what was seen to be true.
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

test('an unknown share is unknown', async () => {
  const { app } = await start();
  for (const call of [() => app.revoke('s-nobody'), () => app.removeShare('s-nobody')]) {
    expect((await rejected(call())).code).toBe('share-not-found');
  }
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
