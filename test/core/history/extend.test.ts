// More time means a new link without an upload; the old one keeps its end, and what is gone is said to be.
import { describe, expect, test } from 'vitest';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import { Failure } from '../../../main/core/model/failure';
import { caught, rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { startsWithOneShare } from './one-share';
import { secretEntry, until } from '../app/running-app';

const start = startsWithOneShare();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('a plain share of a connection that demands encryption since', () => {
  test('is extended, copied and kept no more, and nothing that was promised is renewed', async () => {
    const { app, share, ports, server, url, clock } = await start({ stays: true, upkeepEveryMs: 5 });
    app.keepAlive(share.id, clock.now() + 30 * dayMs);
    ports.ledger.saveConnection({ ...sampleConnection, encryption: 'demanded' });
    expect((await rejected(app.extend(share.id, 7_200, { copy: false }))).code).toBe('encryption-demanded');
    expect((await rejected(app.freshLink(share.id))).code).toBe('encryption-demanded');
    expect((await rejected(app.copyLink(share.id))).code).toBe('encryption-demanded');
    expect(caught(() => app.keepAlive(share.id, clock.now() + 60 * dayMs)).code).toBe('encryption-demanded');
    expect(server.get(url).status).toBe(200);
    clock.advance(hourMs + 1_000);
    await until(() => app.store.get().notices.some(({ content }) => content.kind === 'failure'));
    expect(ports.ledger.share(share.id)?.expiresAtMs).toBe(share.expiresAtMs);
    app.keepAlive(share.id, undefined);
    expect(ports.ledger.share(share.id)).not.toHaveProperty('keepUntilMs');
    const { encryption: _eased, ...eased } = { ...sampleConnection, encryption: undefined };
    ports.ledger.saveConnection(eased);
    await app.extend(share.id, 60, { copy: false });
  });
});

describe('extended', () => {
  test('a link opens from now on for the new time, and the old one until its old end', async () => {
    const { app, share, url, clock, server, objects, ports } = await start();
    clock.advance(hourMs / 2);
    const extended = await app.extend(share.id, 7_200, { copy: false });
    expect(extended.oldEndMs).toBe(share.expiresAtMs);
    expect(extended.share).toEqual({
      ...share,
      expiresAtMs: clock.now() + 2 * hourMs,
      signedAtMs: clock.now(),
      limitedBy: 'requested',
    });
    expect(ports.ledger.share(share.id)).toEqual(extended.share);
    expect(app.store.get().shares[0]).toEqual(extended.share);
    expect(objects.calls.filter(({ operation }) => operation === 'put')).toHaveLength(1);
    expect([server.get(url).status, server.get(extended.url).status]).toEqual([200, 200]);
    clock.advance(hourMs / 2);
    expect([server.get(url).status, server.get(extended.url).status]).toEqual([403, 200]);
    clock.advance(1.5 * hourMs);
    expect(server.get(extended.url).status).toBe(403);
  });

  test('for less time than it has left, a link of its own ends sooner and the share ends as before', async () => {
    const { app, share, url, clock, server, bucket, ports } = await start({ stays: true, upkeepEveryMs: 5 });
    const extended = await app.extend(share.id, 60, { copy: false });
    expect(extended).toMatchObject({ share: { expiresAtMs: clock.now() + 60_000 }, oldEndMs: share.expiresAtMs });
    expect(ports.ledger.share(share.id)).toEqual(share);
    clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([server.get(extended.url).status, server.get(url).status, bucket.objects.size]).toEqual([403, 200, 1]);
  });

  test('says that the old link keeps its end, and copies only when asked', async () => {
    const { app, share, clipboard } = await start();
    await app.extend(share.id, 7_200, { copy: false });
    expect([clipboard.written, app.store.get().notices.map(({ content }) => content)]).toEqual([
      [],
      [{ kind: 'extended', shareId: share.id, name: 'a.txt', oldEndMs: share.expiresAtMs }],
    ]);
    const { url, share: extended } = await app.extend(share.id, 60, { copy: true });
    expect(clipboard.written).toEqual([url]);
    // Once two notices spoke at once, of one link; and the new one takes the place of the one before it.
    expect(app.store.get().notices.map(({ content }) => content)).toMatchObject([
      { kind: 'extended', shareId: share.id, copiedUntilMs: extended.expiresAtMs },
    ]);
  });

  test('an expired link opens again as long as it is stored, and has no old end to tell', async () => {
    const { app, share, clock, server } = await start();
    clock.advance(dayMs);
    const { url, oldEndMs } = await app.extend(share.id, 3_600, { copy: false });
    expect([server.get(url).body.toString(), oldEndMs]).toEqual(['abc', undefined]);
    expect(app.store.get().notices.at(-1)?.content).toEqual({ kind: 'extended', shareId: share.id, name: 'a.txt' });
  });

  test('is cut by the connection’s own limit', async () => {
    const { app, share, clock } = await start();
    const { id, name, provider, endpoint, bucket, region } = sampleConnection;
    const draft = {
      id,
      name,
      provider,
      endpoint,
      bucket,
      region,
      addressing: 'automatic',
      maxExpirySeconds: 600,
    } as const;
    await app.saveConnection(draft, false);
    expect((await app.extend(share.id, 3_600, { copy: false })).share).toMatchObject({
      expiresAtMs: clock.now() + 600_000,
      limitedBy: 'connection',
    });
  });

  test('is cut a minute before temporary credentials end', async () => {
    const endsInMs = 360_000;
    const { app, share, clock } = await start({
      prepare: ({ secrets, clock: { now } }) => {
        const temporary = { ...sampleCredentials, sessionToken: 't', expiresAtMs: now() + endsInMs };
        secrets.entries.set(secretEntry(sampleConnection), credentialsText(temporary));
      },
    });
    expect(share).toMatchObject({ expiresAtMs: clock.now() + 300_000, limitedBy: 'credentials' });
    clock.advance(60_000);
    const extended = await app.extend(share.id, 3_600, { copy: false });
    expect(extended.share).toMatchObject({ expiresAtMs: clock.now() + 240_000, limitedBy: 'credentials' });
    clock.advance(240_000);
    expect((await rejected(app.extend(share.id, 3_600, { copy: false }))).code).toBe('token-expired');
  });

  test('a link whose object is gone is remembered as missing', async () => {
    const { app, share, bucket, ports, clock } = await start();
    bucket.objects.clear();
    expect(await rejected(app.extend(share.id, 3_600, { copy: true }))).toMatchObject({
      code: 'object-missing',
      detail: { fileName: 'a.txt' },
    });
    expect(ports.ledger.share(share.id)).toEqual({ ...share, missingAtMs: clock.now() });
  });

  test('a link whose object was found again is not missing any more', async () => {
    const { app, share, ports } = await start();
    ports.ledger.saveShare({ ...share, missingAtMs: 1 });
    await app.extend(share.id, 3_600, { copy: false });
    expect(ports.ledger.share(share.id)?.missingAtMs).toBeUndefined();
  });

  test('what was cleaned up is gone, and nobody is asked', async () => {
    const { app, share, ports, objects } = await start();
    ports.ledger.saveShare({ ...share, removedAtMs: 1 });
    const before = objects.calls.length;
    expect((await rejected(app.extend(share.id, 3_600, { copy: false }))).code).toBe('object-missing');
    expect(objects.calls.length).toBe(before);
  });

  test('a link that was taken back stays so', async () => {
    const { app, share } = await start();
    await app.revoke(share.id);
    const failure = await rejected(app.extend(share.id, 3_600, { copy: false }));
    expect([failure.code, failure.detail.reason]).toEqual(['bad-request', 'the link was taken back']);
  });

  test('a link that opens something else is not handed out', async () => {
    const { app, share, server, clipboard, ports } = await start();
    server.intercept = { status: 200, headers: { 'content-length': '9999' }, body: Buffer.alloc(0) };
    expect((await rejected(app.extend(share.id, 7_200, { copy: true }))).code).toBe('link-unproven');
    expect([clipboard.written, ports.ledger.share(share.id)]).toEqual([[], share]);
  });

  test('while the network is away it is handed out as not verified yet', async () => {
    const { app, share, server, clipboard } = await start();
    Object.assign(server.probe, { ask: () => Promise.reject(new Failure('endpoint-unreachable')) });
    const { share: extended, url } = await app.extend(share.id, 7_200, { copy: true });
    expect([extended.verified, clipboard.written]).toEqual([false, [url]]);
    expect(app.store.get().notices.map(({ content }) => content.kind)).toEqual(['unverified', 'extended']);
  });

  test.each([
    ['before its page could be asked', 0],
    ['between its page and its files', 1],
  ])('and so is a page whose network dies %s', async (_when, answers) => {
    const { app, files, server, ports } = await start();
    files.put('/home/b.txt', 'abcd');
    const [made] = await app.shareItems(['/home/a.txt', '/home/b.txt'], { copy: false });
    const id = made?.ok === true ? made.shared.share.id : '';
    const ask = server.probe.ask.bind(server.probe);
    let asked = 0;
    const dying = (url: string) => ((asked += 1) > answers ? Promise.reject(new Failure('connection-lost')) : ask(url));
    Object.assign(server.probe, { ask: dying });
    const { share: extended, url } = await app.extend(id, 604_800, { copy: false });
    expect([extended.verified, ports.ledger.share(id)?.verified, server.get(url).status]).toEqual([false, false, 200]);
    expect(app.store.get().notices.map(({ content }) => content.kind)).toContain('unverified');
  });

  test.each([0, 604_801, 1.5])('for %d seconds is refused', async (seconds) => {
    const { app, share } = await start();
    expect((await rejected(app.extend(share.id, seconds, { copy: false }))).code).toBe('expiry-out-of-range');
  });

  test('waits for a revocation that is under way, and does not undo it', async () => {
    const { app, share, objects } = await start();
    const release = objects.hold('removeMany');
    const revoking = app.revoke(share.id);
    const extending = rejected(app.extend(share.id, 3_600, { copy: false }));
    release();
    expect([await revoking, (await extending).detail.reason]).toMatchObject([
      { status: 404 },
      'the link was taken back',
    ]);
  });
});

describe('kept alive', () => {
  test('until a moment that is remembered, and no longer once that is taken back', async () => {
    const { app, share, ports, clock } = await start();
    const untilMs = clock.now() + 30 * dayMs;
    app.keepAlive(share.id, untilMs);
    expect(ports.ledger.share(share.id)).toEqual({ ...share, keepUntilMs: untilMs });
    app.keepAlive(share.id, undefined);
    expect(ports.ledger.share(share.id)).toEqual(share);
  });

  test.each([
    ['no longer', 30 * dayMs, undefined],
    ['for longer', undefined, 60 * dayMs],
  ])('%s, when that is said while its link is signed again', async (_what, beforeMs, laterMs) => {
    const { app, share, server, ports, clock } = await start();
    const at = (ms: number | undefined) => (ms === undefined ? undefined : clock.now() + ms);
    app.keepAlive(share.id, at(beforeMs));
    const ask = server.probe.ask.bind(server.probe);
    const sayAndAsk = (url: string) => {
      app.keepAlive(share.id, at(laterMs));
      return ask(url);
    };
    Object.assign(server.probe, { ask: sayAndAsk });
    const { share: extended } = await app.extend(share.id, 7_200, { copy: false });
    expect([extended.keepUntilMs, ports.ledger.share(share.id)?.keepUntilMs]).toEqual([at(laterMs), at(laterMs)]);
  });

  test.each([
    ['unknown', 's-nobody', {}, 'share-not-found'],
    ['taken back', 's', { revokedAtMs: 1 }, 'bad-request'],
    ['cleaned up', 's', { removedAtMs: 1 }, 'object-missing'],
  ])('not what is %s', async (_what, id, change, code) => {
    const { app, share, ports, clock } = await start();
    ports.ledger.saveShare({ ...share, id: 's', ...change });
    expect(caught(() => app.keepAlive(id, clock.now() + dayMs)).code).toBe(code);
  });

  test('not until yesterday', async () => {
    const { app, share, clock } = await start();
    expect(caught(() => app.keepAlive(share.id, clock.now())).detail.reason).toBe('that day is over');
  });
});
