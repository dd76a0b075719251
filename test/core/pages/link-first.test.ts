// A page that is given before its files: what its readers are told and offered, whatever becomes of the files.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import type { ItemResult, Shared } from '../../../main/core/model/share-request';
import { parseStatus } from '../../../main/core/pages/rules/live-page';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { settle, until, type RunningApp } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { read, sharedOf } from './read-live';

const start = startsApps();

const large = Buffer.alloc(17 * 1024 * 1024, 'large ');

const trip = ({ files }: RunningApp) => {
  files.put('/home/trip/a.txt', 'first');
  files.put('/home/trip/b.bin', large);
};

interface Sent {
  readonly first: Shared;
  readonly results: Promise<readonly ItemResult[]>;
  readonly release: () => void;
}

/** Shares the folder, whose large file waits in its second part until it is released. */
async function sendSlowly(here: RunningApp, options: { readonly encrypt?: boolean } = {}): Promise<Sent> {
  const release = here.objects.hold('putPart');
  let first: Shared | undefined;
  const results = here.app.shareItems(['/home/trip'], {
    copy: true,
    lifetimeSeconds: 600,
    linkFirst: 'always',
    onLink: (shared) => (first = shared),
    ...options,
  });
  await until(() => first !== undefined && here.clipboard.written.length === 1);
  if (first === undefined) throw new Error('no link');
  return { first, results, release };
}

describe('a page that is given before its files', () => {
  test('is proven, saved and copied before a byte of a file leaves', async () => {
    const here = await start();
    trip(here);
    const { first, results, release } = await sendSlowly(here);
    const { calls } = here.objects;
    const page = calls.findIndex(({ operation, key }) => operation === 'put' && key.endsWith('index.html'));
    // An upload in parts may have begun: that sends no byte.
    const silent = new Set(['link', 'createUpload']);
    const bytes = calls.findIndex(({ operation, key }) => key.startsWith('f/') && !silent.has(operation));
    expect([page >= 0, bytes < 0 || bytes > page]).toEqual([true, true]);
    expect(here.clipboard.written).toEqual([first.url]);
    expect(here.ports.ledger.share(first.share.id)).toMatchObject({ fileCount: 2, verified: true });
    const { times, status } = read(here, first.url);
    expect(times.revision).toBeUndefined();
    expect(status).toMatchObject({ sequence: 1, state: 'sending' });
    expect(status?.stored).toEqual(new Set());
    release();
    await results;
  });

  test('offers each file once that is stored, and is the finished page at the same link in the end', async () => {
    const here = await start();
    trip(here);
    const { first, results, release } = await sendSlowly(here);
    await until(() => read(here, first.url).status?.stored.has(0) === true);
    const between = read(here, first.url);
    expect(between.files).toEqual([200, 404]);
    expect([...(between.status?.stored ?? [])]).toEqual([0]);
    release();
    const last = sharedOf((await results)[0]);
    expect(last.url).toBe(first.url);
    expect(here.clipboard.written).toEqual([first.url]);
    const after = read(here, first.url);
    const { createdAtMs: created, expiresAtMs: expires } = first.share;
    expect(after.times).toEqual({ created, expires, grows: true, revision: 2, print: expect.any(String) });
    expect(after.files).toEqual([200, 200]);
    const status = new URL(between.times.status ?? '', first.url).href;
    expect(parseStatus(here.server.get(status).body.toString())).toMatchObject({
      state: 'done',
      stored: new Set([0, 1]),
      sentBytes: large.length + 5,
    });
    expect([here.ports.ledger.pageDrafts(), here.ports.ledger.unfinishedUploads()]).toEqual([[], []]);
    expect(here.app.store.get()).toMatchObject({ pages: [], uploads: [], shares: [{ id: first.share.id }] });
    await here.app.revoke(first.share.id);
    expect(here.bucket.objects.size).toBe(0);
  });

  test('gets a later end, and another link, where more than half of its time went by meanwhile', async () => {
    const here = await start();
    trip(here);
    const { first, results, release } = await sendSlowly(here);
    here.clock.advance(400_000);
    release();
    const last = sharedOf((await results)[0]);
    expect(last.share.expiresAtMs - first.share.expiresAtMs).toBe(400_000);
    expect(here.clipboard.written).toEqual([first.url, last.url]);
    expect(read(here, first.url).times).toMatchObject({ expires: last.share.expiresAtMs, revision: 2 });
  });

  test('says which file failed, and is made without it', async () => {
    const here = await start({ stays: true });
    trip(here);
    const { first, results, release } = await sendSlowly(here);
    here.objects.fail('completeUpload', new Failure('access-denied'));
    release();
    await until(() => here.app.store.get().uploads.some(({ phase }) => phase.kind === 'failed'));
    expect(await results).toMatchObject([{ ok: false, failure: { code: 'page-incomplete' } }]);
    await until(() => read(here, first.url).status?.failed.has(1) === true);
    expect(read(here, first.url).status).toMatchObject({ state: 'paused', stored: new Set([0]) });
    here.app.dismissUpload(first.share.id);
    await until(() => read(here, first.url).times.revision === 2);
    expect(read(here, first.url)).toMatchObject({ files: [200], status: undefined });
    await until(() => here.app.store.get().pages.length === 0);
    expect(here.ports.ledger.share(first.share.id)).toMatchObject({ fileCount: 1 });
  });

  test('says that it was cancelled, deletes what was stored, and its link is proven to fail', async () => {
    const here = await start({ stays: true });
    trip(here);
    const { first, release } = await sendSlowly(here);
    await until(() => read(here, first.url).status?.stored.has(0) === true);
    const { times } = read(here, first.url);
    const status = new URL(times.status ?? '', first.url).href;
    here.app.cancelUpload(first.share.id);
    for (const { id } of here.app.store.get().notices) here.app.dismissNotice(id);
    release();
    await until(() => here.ports.ledger.share(first.share.id)?.revokedAtMs !== undefined);
    expect(here.server.get(first.url).status).toBe(404);
    expect(parseStatus(here.server.get(status).body.toString())).toMatchObject({
      state: 'cancelled',
      stored: new Set(),
    });
    await until(() => here.bucket.objects.size === 1);
    expect(here.ports.ledger.share(first.share.id)).toMatchObject({ revokedStatus: 404 });
    expect(here.ports.ledger.pageDrafts()).toEqual([]);
    expect(here.ports.ledger.orphansDue([sampleConnection.id], Number.MAX_SAFE_INTEGER)).toHaveLength(1);
  });

  test('is taken back while its files are sent: nothing of it is left, and nothing more is sent', async () => {
    const here = await start({ stays: true });
    trip(here);
    const { first, release } = await sendSlowly(here);
    for (const act of [
      () => here.app.extend(first.share.id, 60, { copy: false }),
      () => here.app.removeFromHistory(first.share.id),
    ])
      expect((await rejected(act())).code).toBe('share-sending');
    const revoked = here.app.revoke(first.share.id);
    release();
    expect(await revoked).toMatchObject({ status: 404 });
    expect([here.bucket.objects.size, here.bucket.uploads.size]).toEqual([0, 0]);
    expect(here.app.store.get()).toMatchObject({ uploads: [], pages: [] });
    expect(here.ports.ledger.share(first.share.id)?.revokedAtMs).toBeDefined();
  });

  test('is taken back while a file of it waits for credentials: new ones bring no row of it back', async () => {
    const here = await start({ stays: true });
    trip(here);
    const { first, release } = await sendSlowly(here);
    here.objects.fail('completeUpload', new Failure('token-expired'));
    release();
    await until(() => here.app.store.get().uploads.some(({ phase }) => phase.kind === 'awaiting-credentials'));
    expect(await here.app.revoke(first.share.id)).toMatchObject({ status: 404 });
    await here.app.saveConnection({ ...sampleConnection, ...sampleCredentials }, false);
    await settle();
    expect(here.ports.ledger.unfinishedUploads()).toEqual([]);
  });

  test.each([false, true])('goes on in the next process with the same link (encrypted: %s)', async (encrypt) => {
    const here = await start({ stays: true });
    trip(here);
    const { first, release } = await sendSlowly(here, { encrypt });
    await until(() => (read(here, first.url).status?.stored.size ?? 0) > 0);
    const before = read(here, first.url);
    await here.app.stop();
    release();
    expect(read(here, first.url).status).toMatchObject({ state: 'paused' });
    const { clock, server, secrets, files, ledgerFile } = here;
    const next = await start({
      stays: true,
      shared: { clock, server, secrets, files, ledgerFile },
      ports: { pid: 2_000, isAlive: (pid) => pid === 2_000 },
    });
    await until(() => next.ports.ledger.pageDrafts().length === 0);
    const after = read(next, first.url);
    expect(after.files).toEqual([200, 200]);
    expect(after.times.revision).toBeGreaterThan(1);
    const status = new URL(before.times.status ?? '', first.url).href;
    await until(() => parseStatus(server.get(status).body.toString())?.state === 'done');
    const last = parseStatus(server.get(status).body.toString());
    expect(last?.sequence).toBeGreaterThan(before.status?.sequence ?? 0);
    expect(last?.stored).toEqual(new Set([0, 1]));
    expect(next.clipboard.written).toEqual([]);
  });

  test('that an earlier process left is given up by another: its readers know, and its link fails', async () => {
    const here = await start({ stays: true });
    trip(here);
    const { first, release } = await sendSlowly(here);
    const status = new URL(read(here, first.url).times.status ?? '', first.url).href;
    await here.app.stop();
    release();
    const { clock, server, secrets, files, ledgerFile } = here;
    const shared = { clock, server, secrets, files, ledgerFile };
    const next = await start({ shared, ports: { pid: 2_000, isAlive: (pid) => pid === 2_000 } });
    await next.app.discard(first.share.id);
    expect(server.get(first.url).status).toBe(404);
    expect(parseStatus(server.get(status).body.toString())).toMatchObject({ state: 'cancelled' });
    expect(next.app.store.get().shares).toMatchObject([{ id: first.share.id, revokedStatus: 404 }]);
    expect([next.ports.ledger.pageDrafts(), next.ports.ledger.unfinishedUploads()]).toEqual([[], []]);
  });

  // Its row said for ever that files were still sent, and could not be taken out of the history.
  test('is over once it is cancelled where the bucket keeps versions that the key may not delete', async () => {
    const here = await start({ stays: true });
    trip(here);
    const { first, release } = await sendSlowly(here);
    await until(() => read(here, first.url).status?.stored.has(0) === true);
    here.objects.fail('removeMany', new Failure('versions-kept'), { afterwards: true });
    here.app.cancelUpload(first.share.id);
    for (const { id } of here.app.store.get().notices) here.app.dismissNotice(id);
    release();
    await until(() => here.ports.ledger.pageDrafts().length === 0);
    expect([here.server.get(first.url).status, here.app.store.get().shares[0]?.revokedStatus]).toEqual([404, 404]);
    await here.app.removeFromHistory(first.share.id);
    expect(here.ports.ledger.share(first.share.id)).toBeUndefined();
  });

  test('that cannot be shown or proven now is given after its files, as any other', async () => {
    const here = await start();
    trip(here);
    here.objects.fail('put', new Failure('access-denied'));
    const [result] = await here.app.shareItems(['/home/trip'], { copy: true, linkFirst: 'always' });
    expect(read(here, sharedOf(result).url)).toMatchObject({ files: [200, 200], status: undefined });
    expect(here.clipboard.written).toHaveLength(1);
  });
});
