// What happens to shares by itself happens in time, to nothing else, and is given up for nothing that passes.
import { describe, expect, test } from 'vitest';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import { placeOf } from '../../../main/core/model/connection';
import { asFailure, Failure } from '../../../main/core/model/failure';
import { connectionSaved } from '../../../main/core/state/rules/app-state';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { startsApps } from '../app/starts-apps';
import { putPage, startsWithOneShare, type OneShare } from './one-share';
import { secretEntry, settle, until, type Start } from '../app/running-app';

const start = startsWithOneShare();
const startAnother = startsApps();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Nobody is there to be asked for the passphrase. */
const keepKeysIn = ({ app }: OneShare, place: 'file' | 'keychain') =>
  app.store.apply(
    connectionSaved({ ...sampleConnection, ...(place === 'file' && { credentials: { kind: 'file' } }) }, place),
  );

/** Looks after shares every few ms. */
const tending: Start = { stays: true, upkeepEveryMs: 5 };
const rounds = () => new Promise((resolve) => setTimeout(resolve, 60));
const kinds = ({ app }: OneShare) => app.store.get().notices.map(({ content }) => content.kind);

describe('an expired share', () => {
  test('loses its object at once, and is remembered as cleaned up', async () => {
    const { app, share, clock, bucket, ports } = await start(tending);
    clock.advance(hourMs - 1);
    await rounds();
    expect(bucket.objects.size).toBe(1);
    clock.advance(1);
    await until(() => bucket.objects.size === 0);
    await until(() => ports.ledger.share(share.id)?.removedAtMs === clock.now());
    expect(app.store.get().shares[0]?.removedAtMs).toBe(clock.now());
    expect(app.store.get().notices).toEqual([]);
  });

  test('loses all objects of a page, and is asked for only once', async () => {
    const twins = await start(tending);
    const page = putPage(twins);
    twins.clock.advance(hourMs);
    await until(() => twins.ports.ledger.share(page.id)?.removedAtMs !== undefined && twins.bucket.objects.size === 0);
    await rounds();
    expect(twins.objects.calls.filter(({ operation }) => operation === 'removeMany')).toHaveLength(2);
  });

  test('that expired while nobody was here is cleaned up at the start', async () => {
    const { clock, server, secrets, ledgerFile, bucket } = await start();
    clock.advance(dayMs);
    const { ports } = await startAnother({ shared: { clock, server, secrets, ledgerFile }, stays: true });
    await until(() => bucket.objects.size === 0);
    await settle();
    expect(ports.ledger.shares()[0]?.removedAtMs).toBe(clock.now());
  });

  test('stays stored where the connection wants it so, where it was linked (but for its pages), and where it was extended', async () => {
    const twins = await start(tending);
    const linked = putPage(twins, { origin: 'linked' });
    const { id, name, provider, endpoint, bucket, region } = sampleConnection;
    const draft = { id, name, provider, endpoint, bucket, region, addressing: 'automatic' } as const;
    await twins.app.saveConnection({ ...draft, whenExpired: 'keep' }, false);
    twins.clock.advance(hourMs);
    await rounds();
    await twins.app.extend(twins.share.id, 3_600, { copy: false });
    await twins.app.saveConnection({ ...draft, whenExpired: 'delete' }, false);
    await rounds();
    const files = ['f/x/0/a', 'f/x/1/b', 'f/x/2/c'];
    expect([...twins.bucket.objects.keys()]).toEqual([twins.share.key, ...files]);
    expect(twins.ports.ledger.share(linked.id)?.removedAtMs).toBe(twins.clock.now());
  });

  test('that was forgotten while it lived stays stored where the connection keeps, and what nobody was to keep goes', async () => {
    const twins = await start(tending);
    const page = putPage(twins);
    const { id, name, provider, endpoint, bucket, region } = sampleConnection;
    const draft = { id, name, provider, endpoint, bucket, region, addressing: 'automatic' } as const;
    await twins.app.saveConnection({ ...draft, whenExpired: 'keep' }, false);
    // As a change of the password that a crash cut off leaves it.
    const place = { ...placeOf(sampleConnection), connectionId: id };
    twins.ports.ledger.saveOrphan({ ...place, shareId: 'former', keys: [page.key], expiresAtMs: twins.clock.now() });
    await twins.app.removeFromHistory(twins.share.id);
    twins.clock.advance(hourMs);
    await until(() => !twins.bucket.objects.has(page.key));
    await rounds();
    expect(twins.bucket.objects.has(twins.share.key)).toBe(true);
    expect(twins.ports.ledger.orphansDue([id], twins.clock.now())).toEqual([]);
  });

  test('on this computer’s clock keeps its object while it lives on the server’s', async () => {
    const twins = await start();
    const ahead = () => twins.clock.now() + dayMs;
    const { clock, server, secrets, ledgerFile, bucket } = twins;
    await startAnother({ shared: { clock, server, secrets, ledgerFile }, ports: { clock: ahead }, ...tending });
    await rounds();
    expect(bucket.objects.size).toBe(1);
    clock.advance(hourMs);
    await until(() => bucket.objects.size === 0);
  });

  // Once the other process gave a link that was proven, and opened nothing a moment later.
  test('that is being cleaned up is not extended by another process', async () => {
    const { share, clock, server, secrets, ledgerFile, objects } = await start(tending);
    const release = objects.hold('removeMany');
    clock.advance(hourMs);
    await until(() => objects.calls.some(({ operation }) => operation === 'removeMany'));
    const shared = { clock, server, secrets, ledgerFile };
    const { app, ports } = await startAnother({ shared, ports: { pid: 2_000 } });
    const extended = app.extend(share.id, 3_600, { copy: false }).then(
      () => 'extended',
      (error: unknown) => asFailure(error).code,
    );
    await settle();
    release();
    expect(await extended).toBe('object-missing');
    expect(ports.ledger.share(share.id)?.expiresAtMs).toBe(share.expiresAtMs);
  });

  test('that cannot be cleaned up is tried again later, and nobody is told', async () => {
    const twins = await start(tending);
    const { share, clock, bucket, objects, ports } = twins;
    for (const nth of [1, 2]) objects.fail('removeMany', new Failure('access-denied'), { nth });
    const tried = () => objects.calls.filter(({ operation }) => operation === 'removeMany').length;
    clock.advance(hourMs);
    await until(() => tried() === 1);
    await rounds();
    expect(tried()).toBe(1);
    clock.advance(60_000);
    await until(() => tried() === 2);
    clock.advance(60_000);
    await rounds();
    expect([tried(), bucket.objects.size]).toEqual([2, 1]);
    clock.advance(60_000);
    await until(() => bucket.objects.size === 0);
    expect([ports.ledger.share(share.id)?.removedAtMs, kinds(twins)]).toEqual([clock.now(), []]);
  });

  test('whose bucket is gone is gone as well', async () => {
    const { share, clock, server, ports } = await start(tending);
    server.buckets.delete('files');
    clock.advance(hourMs);
    await until(() => ports.ledger.share(share.id)?.removedAtMs !== undefined);
    expect(ports.ledger.share(share.id)?.removedAtMs).toBe(clock.now());
  });

  test('that was forgotten while it lived loses its objects when it ends, unless it was remembered again', async () => {
    const twins = await start(tending);
    const page = putPage(twins);
    await twins.app.removeFromHistory(page.id);
    await twins.app.removeFromHistory(twins.share.id);
    twins.app.restoreToHistory(twins.share.id);
    await twins.app.extend(twins.share.id, 7_200, { copy: false });
    twins.clock.advance(hourMs - 1);
    await rounds();
    expect(twins.bucket.objects.size).toBe(6);
    twins.clock.advance(1);
    await until(() => twins.bucket.objects.size === 1);
    await rounds();
    expect([[...twins.bucket.objects.keys()], kinds(twins)]).toEqual([[twins.share.key], ['extended']]);
  });

  test('is left alone by a command', async () => {
    const { clock, bucket } = await start({ upkeepEveryMs: 5 });
    clock.advance(hourMs);
    await rounds();
    expect(bucket.objects.size).toBe(1);
  });
});

describe('a share that is kept alive', () => {
  test('has a new link before the old one lapses, and its owner is told where both stand', async () => {
    const twins = await start(tending);
    const { app, share, url, clock, server, shown } = twins;
    const keepUntilMs = clock.now() + 30 * dayMs;
    app.keepAlive(share.id, keepUntilMs);
    clock.advance(50 * 60_000 - 1);
    await rounds();
    expect(kinds(twins)).toEqual([]);
    clock.advance(1);
    await until(() => kinds(twins).includes('renewed'));
    const now = app.store.get().shares[0];
    expect(now).toMatchObject({ expiresAtMs: clock.now() + 7 * dayMs, limitedBy: 'protocol', keepUntilMs });
    expect(app.store.get().notices[0]?.content).toEqual({
      kind: 'renewed',
      shareId: share.id,
      name: 'a.txt',
      oldEndMs: share.expiresAtMs,
    });
    expect(shown).toMatchObject([['A new link is ready', expect.stringContaining('a.txt')]]);
    expect(server.get(url).status).toBe(200);
    clock.advance(600_000);
    expect(server.get(url).status).toBe(403);
  });

  test('is signed until its day and no further, and then ends like any other', async () => {
    const { app, share, clock, ports, bucket } = await start(tending);
    app.keepAlive(share.id, clock.now() + 2 * hourMs);
    clock.advance(hourMs);
    await until(() => (ports.ledger.share(share.id)?.expiresAtMs ?? 0) > share.expiresAtMs);
    expect(ports.ledger.share(share.id)).toMatchObject({ expiresAtMs: clock.now() + hourMs, limitedBy: 'requested' });
    clock.advance(hourMs);
    await until(() => bucket.objects.size === 0);
    await settle();
    expect(ports.ledger.share(share.id)?.removedAtMs).toBe(clock.now());
  });

  test('is renewed at the start when it lapsed while nobody was here, instead of being cleaned up', async () => {
    const { app, share, clock, server, secrets, ledgerFile, bucket } = await start();
    app.keepAlive(share.id, clock.now() + 30 * dayMs);
    clock.advance(dayMs);
    const { ports } = await startAnother({ shared: { clock, server, secrets, ledgerFile }, ...tending });
    await until(() => (ports.ledger.share(share.id)?.expiresAtMs ?? 0) > clock.now());
    await rounds();
    expect(bucket.objects.size).toBe(1);
  });

  test('whose object is gone is told as gone once, and is not kept alive any more', async () => {
    const twins = await start(tending);
    const { app, share, clock, bucket, ports } = twins;
    app.keepAlive(share.id, clock.now() + 30 * dayMs);
    bucket.objects.clear();
    clock.advance(hourMs);
    await until(() => kinds(twins).includes('failure'));
    clock.advance(hourMs);
    await rounds();
    expect(kinds(twins)).toEqual(['failure']);
    expect(ports.ledger.share(share.id)?.missingAtMs).toBeDefined();
  });

  test('where the keys are in a file is signed again once they are not', async () => {
    const twins = await start(tending);
    const { app, share, clock } = twins;
    app.keepAlive(share.id, clock.now() + 30 * dayMs);
    keepKeysIn(twins, 'file');
    clock.advance(hourMs - 1);
    await rounds();
    expect([kinds(twins), twins.log.errors()]).toEqual([[], []]);
    keepKeysIn(twins, 'keychain');
    await until(() => kinds(twins).includes('renewed'));
  });

  test('with credentials that ended is told and logged once, and tried again later', async () => {
    const twins = await start({
      ...tending,
      prepare: ({ secrets, clock }) => {
        const temporary = { ...sampleCredentials, sessionToken: 't', expiresAtMs: clock.now() + hourMs };
        secrets.entries.set(secretEntry(sampleConnection), credentialsText(temporary));
      },
    });
    const { app, share, clock, secrets, ports } = twins;
    expect(share.limitedBy).toBe('credentials');
    app.keepAlive(share.id, clock.now() + 30 * dayMs);
    clock.advance(hourMs);
    await until(() => kinds(twins).includes('failure'));
    clock.advance(hourMs);
    await rounds();
    expect(kinds(twins)).toEqual(['failure']);
    expect(twins.log.lines.filter(({ message }) => message.includes('kept alive'))).toHaveLength(1);
    secrets.entries.set(secretEntry(sampleConnection), credentialsText(sampleCredentials));
    clock.advance(hourMs);
    await until(() => kinds(twins).includes('renewed'));
    expect(ports.ledger.share(share.id)?.expiresAtMs).toBe(clock.now() + 7 * dayMs);
  });
});

describe('a link that could not be proven', () => {
  /** The network goes away after the upload, and comes back when `back` is called. */
  const cutOff = async (options: Start = {}) => {
    let away = true;
    let reachable = false;
    const twins = await start({
      ...options,
      ports: { isReachable: async () => reachable, ...options.ports },
      prepare(made) {
        const ask = made.server.probe.ask.bind(made.server.probe);
        made.server.probe.ask = (url) => (away ? Promise.reject(new Failure('endpoint-unreachable')) : ask(url));
      },
    });
    const back = () => {
      away = false;
      reachable = true;
    };
    return { ...twins, back };
  };

  test('is saved, said, and proven once the network is back', async () => {
    const twins = await cutOff(tending);
    const { share, app, ports, back } = twins;
    expect([share.verified, ports.ledger.share(share.id)?.verified, kinds(twins)]).toEqual([
      false,
      false,
      ['unverified'],
    ]);
    await rounds();
    expect(ports.ledger.share(share.id)?.verified).toBe(false);
    back();
    await until(() => ports.ledger.share(share.id)?.verified === true);
    expect(app.store.get().shares[0]?.verified).toBe(true);
  });

  test('is asked for once its keys are not in a file', async () => {
    const twins = await cutOff(tending);
    keepKeysIn(twins, 'file');
    twins.back();
    await rounds();
    expect(twins.ports.ledger.share(twins.share.id)?.verified).toBe(false);
    keepKeysIn(twins, 'keychain');
    await until(() => twins.ports.ledger.share(twins.share.id)?.verified === true);
  });

  test('is proven by the next start', async () => {
    const { share, clock, server, secrets, ledgerFile, back } = await cutOff();
    back();
    const { app, ports } = await startAnother({ shared: { clock, server, secrets, ledgerFile }, stays: true });
    await until(() => ports.ledger.share(share.id)?.verified === true);
    expect(app.store.get().notices).toEqual([]);
  });

  test('whose object is gone is missing', async () => {
    const { share, bucket, ports, back, clock } = await cutOff(tending);
    bucket.objects.clear();
    back();
    await until(() => ports.ledger.share(share.id)?.missingAtMs === clock.now());
    expect(ports.ledger.share(share.id)?.verified).toBe(false);
  });

  test('and does not open is told once', async () => {
    const twins = await cutOff(tending);
    twins.server.intercept = { status: 403, headers: {}, body: Buffer.alloc(0) };
    twins.back();
    await until(() => kinds(twins).includes('failure'));
    twins.clock.advance(60_000);
    await rounds();
    expect(kinds(twins)).toEqual(['unverified', 'failure']);
  });

  test('on a server that is in trouble is asked again a minute later', async () => {
    const twins = await cutOff(tending);
    const { server, clock, back, ports, share } = twins;
    const asked: string[] = [];
    back();
    const ask = server.probe.ask.bind(server.probe);
    server.probe.ask = (url) => {
      asked.push(url);
      return asked.length === 1 ? Promise.resolve({ status: 503 }) : ask(url);
    };
    await until(() => asked.length === 1);
    await rounds();
    expect(asked).toHaveLength(1);
    clock.advance(60_000);
    await until(() => ports.ledger.share(share.id)?.verified === true);
    expect(asked).toHaveLength(2);
  });

  test('because the answer is wrong is no link at all', async () => {
    const twins = await startAnother();
    twins.server.intercept = { status: 403, headers: {}, body: Buffer.alloc(0) };
    twins.files.put('/home/a.txt', 'abc');
    const results = await twins.app.shareItems(['/home/a.txt'], { copy: false });
    expect(results).toMatchObject([{ ok: false, failure: { code: 'link-unproven', detail: { status: 403 } } }]);
    expect([twins.ports.ledger.shares(), twins.bucket.objects.size]).toEqual([[], 0]);
  });
});

describe('a work and a verb of one share', () => {
  const removals = ({ objects }: OneShare) =>
    objects.calls.filter(({ operation }) => operation === 'removeMany').length;

  test('extend, and are not renewed as well', async () => {
    const twins = await start(tending);
    const { app, share, clock } = twins;
    app.keepAlive(share.id, clock.now() + 30 * dayMs);
    clock.advance(hourMs - 1);
    await app.extend(share.id, 7_200, { copy: false });
    await rounds();
    expect([kinds(twins), twins.log.errors()]).toEqual([['extended'], []]);
  });

  test('remove, and are not cleaned up as well', async () => {
    const twins = await start(tending);
    twins.clock.advance(hourMs);
    await twins.app.removeFromHistory(twins.share.id);
    await rounds();
    expect([removals(twins), twins.bucket.objects.size, twins.log.errors()]).toEqual([1, 0, []]);
  });

  test('take back, while it is kept alive and unproven', async () => {
    const twins = await start(tending);
    const { app, share, clock, ports } = twins;
    ports.ledger.saveShare({ ...share, verified: false, keepUntilMs: clock.now() + 30 * dayMs });
    clock.advance(hourMs - 1);
    const taken = app.revoke(share.id);
    await Promise.all([taken, rounds()]);
    expect(ports.ledger.share(share.id)?.revokedAtMs).toBe(clock.now());
    expect([kinds(twins), twins.log.errors()]).toEqual([['revoked'], []]);
  });
});
