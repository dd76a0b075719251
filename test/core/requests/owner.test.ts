// What the owner does in the window with a request and its files: later end, other words, wider limits, a link on, deletion.
import { describe, expect, test } from 'vitest';
import type { App } from '../../../main/core/app/app';
import { Failure } from '../../../main/core/model/failure';
import type { OpenObjectStore } from '../../../main/core/ports/object-store';
import { connectionSaved } from '../../../main/core/state/rules/app-state';
import { rejected } from '../../fakes/failing';
import { stored as storedAs } from '../../fakes/memory-bucket';
import { answerForm } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import { startsApps } from '../app/starts-apps';
import { aboutOf, readPage, writeOf, type PageData } from './guest';

const start = startsApps();
const origin = 'https://memory.example';
const dayMs = 86_400_000;
const aCopy = { contentType: 'application/octet-stream', contentDisposition: 'attachment' };

async function asked() {
  const here = await start({
    stays: true,
    prepare: ({ ports }) =>
      ports.ledger.saveConnection({
        ...sampleConnection,
        capabilities: { limitsForms: true, madeAtMs: newYearMs },
      }),
  });
  const { app, server, clock } = here;
  const { request, url } = await app.requestFiles({
    title: 'Photos',
    files: 3,
    bytes: 100,
    lifetimeSeconds: 172_800,
  });
  const page = (of = url) => readPage(server.get(of).body);
  const store = (from: PageData, index: number, name: string, text: string): number => {
    const statuses = (['about', 'data'] as const).map((part) => {
      const write = writeOf(from, origin, index, part);
      if (write.kind !== 'form') throw new Error('the memory server takes forms');
      const file = part === 'about' ? aboutOf(name, 'b', 1) : Buffer.from(text);
      return answerForm(server, { url: write.url, fields: write.fields, file }).status;
    });
    return Math.max(...statuses);
  };
  const arrive = async (name: string, text: string) => {
    store(page(), 0, name, text);
    clock.advance(2_000);
    const { arrivals } = await app.lookForArrivals(request.id);
    return arrivals.at(-1)?.slot ?? 0;
  };
  return { ...here, id: request.id, request, url, page, store, arrive };
}

test('the state has each request with its numbers, a moment after each change', async () => {
  const { app, id, arrive } = await asked();
  await arrive('a.txt', 'aaa');
  await expect
    .poll(() => app.store.get().fileRequests)
    .toMatchObject([{ request: { id }, counts: { accepted: 1, waiting: 1, bytes: 3 } }]);
  const changes = app.store.get().requestChanges;
  await app.removeFileRequest(id);
  await expect.poll(() => app.store.get().fileRequests).toEqual([]);
  expect(app.store.get().requestChanges).toBeGreaterThan(changes);
});

describe('a later end', () => {
  test('gives another link, and the link of before keeps its end', async () => {
    const { app, clock, id, url, server, page, store } = await asked();
    clock.advance(dayMs);
    const next = await app.extendFileRequest(id, 604_800);
    expect(next.expiresAtMs).toBe(newYearMs + 8 * dayMs);
    expect(page(next.url)).toMatchObject({ state: 'open', slots: [1, 2, 3] });
    clock.advance(dayMs);
    expect([server.get(url).status, server.get(next.url).status]).toEqual([403, 200]);
    await app.lookForArrivals(id);
    expect(store(page(next.url), 0, 'late.txt', 'x')).toBeLessThan(300);
  });

  test('that is not later is refused, and so is one of a closed request', async () => {
    const { app, id } = await asked();
    expect((await rejected(app.extendFileRequest(id, 3_600))).code).toBe('bad-request');
    await app.closeFileRequest(id);
    expect((await rejected(app.extendFileRequest(id, 604_800))).code).toBe('request-over');
  });

  test('opens an ended request again', async () => {
    const { app, id, clock, page } = await asked();
    clock.advance(3 * dayMs);
    expect(app.fileRequest(id).state).toBe('ended');
    const { url } = await app.extendFileRequest(id, 3_600);
    expect([app.fileRequest(id).state, page(url).slots.length]).toEqual(['open', 3]);
  });
});

test('other words and wider limits stand on the page at once, by the same link', async () => {
  const { app, id, page } = await asked();
  await app.editFileRequest(id, { title: 'Films', files: 5, bytes: 200, message: 'Hi' });
  expect(page()).toMatchObject({ slots: [1, 2, 3, 4, 5], limits: { files: 5, bytes: 200 } });
  expect(app.fileRequest(id).request).toMatchObject({ title: 'Films', message: 'Hi' });
  expect((await rejected(app.editFileRequest(id, { files: 2 }))).code).toBe('bad-request');
});

describe('what another process does while a page is written', () => {
  type Change = (here: Awaited<ReturnType<typeof asked>>) => Promise<unknown>;
  const edit: Change = ({ app, id }) => app.editFileRequest(id, { title: 'Films' });
  const extend: Change = ({ app, id }) => app.extendFileRequest(id, 604_800);

  /** Changes the request, and lets `other` do its part before the page is stored. */
  async function meanwhile(change: Change, other: (app: App, id: string) => Promise<unknown>) {
    const here = await asked();
    const second = await start({ shared: here });
    here.clock.advance(1_000);
    const release = here.objects.hold('put');
    const puts = () => here.objects.calls.filter(({ operation }) => operation === 'put').length;
    const before = puts();
    const changing = change(here);
    const ended = changing.then(
      () => undefined,
      (error: unknown) => error,
    );
    await expect.poll(puts).toBe(before + 1);
    await other(second.app, here.id);
    release();
    return { ...here, failure: (await ended) as Failure | undefined };
  }

  test.each([
    ['an edit', edit],
    ['a later end', extend],
  ])('%s does not undo a closing', async (_what, change) => {
    const here = await meanwhile(change, (app, id) => app.closeFileRequest(id));
    expect([here.failure?.code, here.app.fileRequest(here.id).state]).toEqual(['request-over', 'closed']);
    here.clock.advance(60_000);
    await here.app.lookAfterRequests();
    expect(here.page()).toMatchObject({ state: 'closed', slots: [] });
  });

  test.each([
    ['an edit', edit],
    ['a later end', extend],
  ])('%s does not undo a removal', async (_what, change) => {
    const here = await meanwhile(change, (app, id) => app.removeFileRequest(id));
    expect([here.failure?.code, here.ports.ledger.fileRequests()]).toEqual(['request-not-found', []]);
    expect(here.bucket.objects.size).toBe(0);
    const [orphan] = here.ports.ledger.orphansDue([sampleConnection.id], newYearMs + 9 * dayMs);
    expect(orphan?.keys).toHaveLength(6);
  });

  test('an edit does not undo a later end', async () => {
    const here = await meanwhile(edit, (app, id) => app.extendFileRequest(id, 604_800));
    const { title, expiresAtMs } = here.app.fileRequest(here.id).request;
    expect([here.failure, title, expiresAtMs]).toEqual([undefined, 'Films', newYearMs + 1_000 + 7 * dayMs]);
  });

  test('new slots do not undo a removal', async () => {
    const tend: Change = async ({ app, clock }) => {
      clock.advance((dayMs * 2) / 3);
      await app.lookAfterRequests();
    };
    const here = await meanwhile(tend, (app, id) => app.removeFileRequest(id));
    expect([here.ports.ledger.fileRequests(), here.bucket.objects.size]).toEqual([[], 0]);
    // What was copied of them is deleted when the last of them has ended.
    const due = (afterMs: number) =>
      here.ports.ledger.orphansDue([sampleConnection.id], newYearMs + afterMs).map(({ keys }) => keys.length);
    expect([due(dayMs * 1.5), due(dayMs * 2)]).toEqual([[], [6]]);
  });

  test('a closing does not undo a removal', async () => {
    const here = await meanwhile(
      ({ app, id }) => app.closeFileRequest(id),
      (app, id) => app.removeFileRequest(id),
    );
    expect([here.ports.ledger.fileRequests(), here.bucket.objects.size]).toEqual([[], 0]);
  });
});

test('a removal ends where the server lists without an end', async () => {
  const here = await asked();
  let pages = 0;
  const list = async () => {
    pages += 1;
    return { objects: [], prefixes: [], after: `x${pages}` };
  };
  const openObjectStore: OpenObjectStore = async (...given) => ({ ...(await here.objects.open(...given)), list });
  const { app } = await start({ shared: here, ports: { openObjectStore } });
  expect([(await rejected(app.removeFileRequest(here.id))).code, pages]).toEqual(['not-s3', 200]);
});

describe('a file of a guest', () => {
  test('is shared on by a copy, as an attachment without a type, under the name that the guest gave', async () => {
    const { app, id, arrive, server, clipboard, request, ports } = await asked();
    const slot = await arrive('page.html', '<script>');
    const { share, url } = await app.shareArrival(id, slot);
    expect(share).toMatchObject({
      origin: 'uploaded',
      name: 'page.html',
      contentType: 'application/octet-stream',
      verified: true,
      storedCheck: 'md5',
    });
    expect(share.key.startsWith(request.folder)).toBe(false);
    expect(ports.ledger.share(share.id)).toEqual(share);
    const { headers } = server.get(url);
    expect(headers['content-disposition']).toMatch(/^attachment/);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(JSON.stringify(clipboard)).toContain('X-Amz-Signature');
    // No orphan is left, so that the clean-up never takes a live copy.
    expect(ports.ledger.orphansDue([sampleConnection.id], newYearMs + 100 * dayMs)).toEqual([]);
  });

  test('that a copied slot replaces afterwards gives its first bytes by the link, also after its end was moved', async () => {
    const { app, id, arrive, server, page, store } = await asked();
    const before = page();
    const slot = await arrive('a.txt', 'first');
    const { share, url } = await app.shareArrival(id, slot);
    expect(store(before, 0, 'a.txt', 'other')).toBeLessThan(300);
    const later = await app.extend(share.id, 604_800, { copy: false });
    expect([url, later.url].map((link) => server.get(link).body.toString())).toEqual(['first', 'first']);
  });

  test('stays when its copy is revoked', async () => {
    const { app, id, arrive, server, bucket } = await asked();
    const slot = await arrive('a.txt', 'aaa');
    const { share, url } = await app.shareArrival(id, slot);
    await app.revoke(share.id);
    const [arrival] = app.fileRequest(id).arrivals;
    expect([server.get(url).status, bucket.objects.has(share.key)]).toEqual([404, false]);
    expect(bucket.objects.get(arrival?.key ?? '')?.body.toString()).toBe('aaa');
    expect(arrival?.state).toBe('arrived');
  });

  test('that another one has replaced is not shared, nor one that is replaced before it is copied', async () => {
    const { app, id, arrive, page, store, objects, bucket, ports } = await asked();
    const before = page();
    const slot = await arrive('a.txt', 'aaa');
    const release = objects.hold('copy');
    const sharing = rejected(app.shareArrival(id, slot));
    await expect.poll(() => objects.calls.some(({ operation }) => operation === 'copy')).toBe(true);
    // A process that is killed now leaves nothing that nobody deletes.
    expect(ports.ledger.orphansDue([sampleConnection.id], newYearMs + 2 * dayMs)).toHaveLength(1);
    const keys = bucket.objects.size;
    store(before, 0, 'b.txt', 'bbb');
    release();
    expect([(await sharing).code, bucket.objects.size]).toEqual(['object-missing', keys]);
    expect((await rejected(app.shareArrival(id, slot))).code).toBe('object-missing');
    expect(app.store.get().shares).toEqual([]);
  });

  test.each([
    ['copies nothing', new Failure('copy-unsupported'), false, 'copy-unsupported'],
    ['lost the answer to the copy', new Failure('not-s3'), true, 'not-s3'],
  ])('is not linked where the server %s, and leaves no copy', async (_what, failure, afterwards, code) => {
    const { app, id, arrive, objects, bucket, ports } = await asked();
    const slot = await arrive('a.txt', 'aaa');
    const before = bucket.objects.size;
    objects.fail('copy', failure, { afterwards });
    expect((await rejected(app.shareArrival(id, slot))).code).toBe(code);
    expect([bucket.objects.size, app.store.get().shares]).toEqual([before, []]);
    expect(ports.ledger.orphansDue([sampleConnection.id], newYearMs + 100 * dayMs)).toEqual([]);
  });

  test('is not linked where the copy is of other bytes', async () => {
    const { app, id, arrive, objects, bucket } = await asked();
    const slot = await arrive('a.txt', 'aaa');
    const before = [...bucket.objects.keys()];
    const [releaseCopy, copies] = [
      objects.hold('copy'),
      () => objects.calls.filter((call) => call.operation === 'copy'),
    ];
    const sharing = rejected(app.shareArrival(id, slot));
    await expect.poll(() => copies().length).toBe(1);
    const releaseDescribe = objects.hold('describe');
    releaseCopy();
    const { key = '' } = copies()[0] ?? {};
    await expect.poll(() => bucket.objects.has(key)).toBe(true);
    bucket.objects.set(key, { ...storedAs(Buffer.from('bbb'), 'md5', undefined), headers: aCopy });
    releaseDescribe();
    expect([(await sharing).code, [...bucket.objects.keys()]]).toEqual(['stored-differs', before]);
  });

  test('is not linked where the connection has come to demand encryption, and leaves no copy', async () => {
    const { app, id, arrive, bucket } = await asked();
    const slot = await arrive('a.txt', 'aaa');
    const before = [...bucket.objects.keys()];
    const [connection = sampleConnection] = app.store.get().connections;
    app.store.apply(connectionSaved({ ...connection, encryption: 'demanded' }, 'keychain'));
    expect((await rejected(app.shareArrival(id, slot))).code).toBe('encryption-demanded');
    expect([[...bucket.objects.keys()], app.store.get().shares]).toEqual([before, []]);
  });

  test('is neither linked nor deleted where the request refused it, while it is still in the bucket', async () => {
    const { app, id, arrive, bucket, ports } = await asked();
    const slot = await arrive('a.txt', 'aaa');
    const before = [...bucket.objects.keys()];
    const { arrivals } = app.fileRequest(id);
    ports.ledger.saveArrivals(arrivals.map((row) => ({ ...row, state: 'refused', refusal: 'kind' })));
    expect((await rejected(app.shareArrival(id, slot))).code).toBe('object-missing');
    expect((await rejected(app.removeArrival(id, slot))).code).toBe('object-missing');
    expect([[...bucket.objects.keys()], app.fileRequest(id).arrivals[0]?.state]).toEqual([before, 'refused']);
  });

  test('is shared by a copy too where a command names its object', async () => {
    const { app, id, arrive, server, page, store } = await asked();
    const before = page();
    const slot = await arrive('a.txt', 'aaa');
    const [arrival] = app.fileRequest(id).arrivals;
    const address = `s3://${sampleConnection.bucket}/${arrival?.key ?? ''}`;
    const { share, url } = await app.linkExisting({ address, copy: false, lifetimeSeconds: 3_600 });
    expect(share).toMatchObject({ origin: 'uploaded', name: 'a.txt' });
    store(before, 0, 'a.txt', 'bbb');
    expect(server.get(url).body.toString()).toBe('aaa');
    expect((await rejected(app.linkExisting({ address, copy: false }))).code).toBe('object-missing');
    expect(slot).toBe(arrival?.slot);
    const nothing = `s3://${sampleConnection.bucket}/in/${'x'.repeat(22)}/0001/data`;
    expect((await rejected(app.linkExisting({ address: nothing, copy: false }))).code).toBe('object-not-found');
  });

  test('is in no page of its folder: its guest may still replace it', async () => {
    const { app, arrive, bucket, request } = await asked();
    await arrive('a.txt', 'aaa');
    const before = bucket.objects.size;
    for (const folder of [request.folder, 'in/']) {
      const address = `s3://${sampleConnection.bucket}/${folder}`;
      expect((await rejected(app.linkExisting({ address, copy: false }))).detail.reason).toMatch(/guests may still/);
    }
    expect(bucket.objects.size).toBe(before);
  });

  test('is deleted from the bucket, and its slot is offered to nobody', async () => {
    const { app, id, arrive, bucket, page, request } = await asked();
    const slot = await arrive('a.txt', 'aaa');
    await app.removeArrival(id, slot);
    expect([...bucket.objects.keys()].filter((key) => key.startsWith(request.folder))).toEqual([]);
    expect(app.fileRequest(id).arrivals).toMatchObject([{ slot, state: 'deleted' }]);
    expect(page().slots).not.toContain(slot);
    expect((await rejected(app.removeArrival(id, slot))).code).toBe('object-missing');
  });
});

test('a deleted request leaves nothing, and what a copied slot still brings is an orphan until the slot has ended', async () => {
  const { app, id, arrive, bucket, page, store, ports } = await asked();
  const before = page();
  await arrive('a.txt', 'aaa');
  await app.removeFileRequest(id);
  expect([bucket.objects.size, ports.ledger.fileRequests()]).toEqual([0, []]);
  expect(store(before, 1, 'late.txt', 'x')).toBeLessThan(300);
  const [orphan] = ports.ledger.orphansDue([sampleConnection.id], newYearMs + 2 * dayMs);
  expect([...bucket.objects.keys()].every((key) => orphan?.keys.includes(key) === true)).toBe(true);
  expect(ports.ledger.orphansDue([sampleConnection.id], newYearMs + 1_000)).toEqual([]);
});

test('the link goes to the clipboard with a notice, and to a QR code', async () => {
  const { app, id } = await asked();
  expect(await app.copyRequestLink(id)).toEqual({ requestId: id, written: 'written' });
  expect(app.store.get().notices.at(-1)?.content).toMatchObject({
    kind: 'request-link',
    name: 'Photos',
    isCopied: true,
  });
  expect((await app.requestQr(id)).png.length).toBeGreaterThan(100);
});
