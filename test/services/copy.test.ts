// Why this exists: a link that is handed out once more opens, for as long as is said, or is not handed out.
import { afterEach, describe, expect, test } from 'vitest';
import { caught, rejected } from '../fakes/failing';
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

  test('a share whose object was found gone is missing, until it is found there again', async () => {
    const { app, share, bucket, clock, ports } = await start();
    const stored = new Map(bucket.objects);
    bucket.objects.clear();
    clock.advance(1_000);
    await rejected(app.copyLink(share.id));
    expect([ports.ledger.share(share.id)?.missingAtMs, app.store.get().shares[0]?.missingAtMs]).toEqual([
      clock.now(),
      clock.now(),
    ]);
    for (const [key, object] of stored) bucket.objects.set(key, object);
    await app.copyLink(share.id);
    expect(ports.ledger.share(share.id)).toEqual(share);
  });

  test('a share that nobody had proven is proven by copying it', async () => {
    const { app, share, ports } = await start();
    ports.ledger.saveShare({ ...share, verified: false });
    const fresh = await app.freshLink(share.id);
    expect([fresh.share.verified, ports.ledger.share(share.id)?.verified]).toEqual([true, true]);
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
    for (const call of [() => app.copyLink('s-nobody'), () => app.freshLink('s-nobody')]) {
      expect((await rejected(call())).code).toBe('share-not-found');
    }
    expect(caught(() => app.shareItemsOf('s-nobody')).code).toBe('share-not-found');
  });
});
