// What guests send is found, told once, held to the limits, and saved once and whole; the page has new slots in time.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createArrivalFiles } from '../../../main/adapters/files/arrival-files';
import type { Connection } from '../../../main/core/model/connection';
import { Failure } from '../../../main/core/model/failure';
import { crc32Of } from '../../../main/core/model/stored-check';
import { temporaryId } from '../../../main/core/requests/save-arrival';
import type { FileRequestOptions } from '../../../main/core/requests/rules/request-options';
import { connectionSaved } from '../../../main/core/state/rules/app-state';
import { failureWords } from '../../../main/core/wording/failure-words';
import { rejected } from '../../fakes/failing';
import { stored } from '../../fakes/memory-bucket';
import { answerForm, answerWrite } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import { until, type RunningApp, type Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { aboutOf, readPage, writeOf, type PageData } from './guest';

const start = startsApps();
const origin = 'https://memory.example';
const folder = normalize('/in');
const hourMs = 3_600_000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

interface Asked extends RunningApp {
  readonly id: string;
  readonly url: string;
  page(): PageData;
  /** Sends a file by the slot with this index; `page` is a copy of an earlier page. */
  send(index: number, name: string, text: string | Uint8Array, more?: Sending): void;
}

interface Sending {
  readonly batch?: string;
  readonly count?: number;
  readonly sender?: string;
  readonly page?: PageData;
  /** Only one of its two objects. */
  readonly part?: 'about' | 'data';
}

async function ask(
  options: Partial<FileRequestOptions> = {},
  { facts = { limitsForms: true }, ...more }: Start & { facts?: Partial<NonNullable<Connection['capabilities']>> } = {},
): Promise<Asked> {
  const running = await start({
    prepare: ({ ports }) =>
      ports.ledger.saveConnection({ ...sampleConnection, capabilities: { ...facts, madeAtMs: newYearMs } }),
    ...more,
  });
  const { app, server } = running;
  const { request, url } = await app.requestFiles({ title: 'Photos', files: 3, bytes: 100, ...options });
  const page = () => readPage(server.get(url).body);
  const write = (from: PageData, index: number, part: 'about' | 'data', body: Uint8Array) => {
    const one = writeOf(from, origin, index, part);
    const { status } = answerWrite(server, one, body);
    expect([200, 201, 204]).toContain(status);
  };
  return {
    ...running,
    id: request.id,
    url,
    page,
    send(index, name, text, { batch = 'b', count = 1, sender = 'Kim', page: from = page(), part } = {}) {
      if (part !== 'data') write(from, index, 'about', aboutOf(name, batch, count, { sender, note: 'hello' }));
      if (part !== 'about') write(from, index, 'data', Buffer.from(text));
    },
  };
}

describe('what arrives', () => {
  test('is recorded as its guest called it, and its slots leave the page', async () => {
    const here = await ask();
    here.send(0, '../a.txt', 'aaa');
    here.send(2, 'b.txt', 'b');
    here.clock.advance(2_000);
    const { arrivals, isSettled } = await here.app.lookForArrivals(here.id);
    expect(arrivals).toMatchObject([
      { slot: 1, name: 'a.txt', sizeBytes: 3, sender: 'Kim', note: 'hello', state: 'arrived', arrivedAtMs: newYearMs },
      { slot: 3, name: 'b.txt', sizeBytes: 1, state: 'arrived' },
    ]);
    expect([isSettled, here.page().slots, here.app.fileRequest(here.id).state]).toEqual([true, [2], 'open']);
    await here.app.lookForArrivals(here.id);
    expect(here.app.fileRequest(here.id).arrivals).toEqual(arrivals);
  });

  test('without a readable manifest is called file', async () => {
    const here = await ask();
    const page = here.page();
    const write = writeOf(page, origin, 0, 'data');
    if (write.kind === 'form') answerForm(here.server, { ...write, file: Buffer.from('x') });
    const { arrivals } = await here.app.lookForArrivals(here.id);
    expect(arrivals.map(({ name, batch }) => [name, batch])).toEqual([['file', 'slot-1']]);
  });

  test.each([
    [3, 'a.txt'],
    [4, 'file'],
    ['3', 'file'],
  ])('of three bytes, with a manifest of a file of %j, is called %s', async (sizeBytes, name) => {
    const here = await ask();
    const page = here.page();
    answerWrite(here.server, writeOf(page, origin, 0, 'about'), aboutOf('a.txt', 'b', 1, { sizeBytes }));
    answerWrite(here.server, writeOf(page, origin, 0, 'data'), Buffer.from('abc'));
    const { arrivals } = await here.app.lookForArrivals(here.id);
    expect(arrivals.map((arrival) => [arrival.name, arrival.sizeBytes])).toEqual([[name, 3]]);
  });

  test('too large by a way that does not hold the size is removed', async () => {
    const here = await ask({}, { facts: { limitsForms: false, signsAmz: true } });
    here.send(0, 'big', 'x'.repeat(101));
    here.send(1, 'fits', 'x'.repeat(100));
    const { arrivals } = await here.app.lookForArrivals(here.id);
    expect(arrivals.map(({ state, refusal }) => [state, refusal])).toEqual([
      ['refused', 'too-large'],
      ['arrived', undefined],
    ]);
    expect([...here.bucket.objects.keys()].filter((key) => key.endsWith('/data'))).toHaveLength(1);
    // Another slot was offered in its place, so its own takes nothing more.
    expect(here.page().slots).toEqual([3, 4]);
  });

  test.each([
    ['pictures', 'a.png', Buffer.from('MZ this is a program'), 'kind'],
    ['pictures', 'a.txt', Buffer.from('\u0089PNG\r\n\u001a\n....', 'latin1'), undefined],
    ['documents', 'a.pdf', Buffer.from('#!/bin/sh\nrm -rf'), 'kind'],
    ['documents', 'a.exe', Buffer.from('한국어 글'), undefined],
  ] as const)('of the kind %s is told by its bytes: %s', async (types, name, bytes, refusal) => {
    const here = await ask({ types });
    here.send(0, name, bytes);
    const { arrivals } = await here.app.lookForArrivals(here.id);
    expect(arrivals[0]?.refusal).toBe(refusal);
  });

  test('after the closing is removed', async () => {
    const here = await ask();
    const copied = here.page();
    here.send(0, 'early', 'x', { page: copied });
    here.clock.advance(5_000);
    await here.app.closeFileRequest(here.id);
    here.clock.advance(5_000);
    here.send(1, 'late', 'x', { page: copied });
    const { arrivals } = await here.app.lookForArrivals(here.id);
    expect(arrivals.map(({ name, refusal }) => [name, refusal])).toEqual([
      ['early', undefined],
      ['late', 'late'],
    ]);
    expect([...here.bucket.objects.keys()].filter((key) => key.endsWith('/data'))).toHaveLength(1);
  });

  test('in a slot that was written again is recorded anew, and what was saved stays saved', async () => {
    const here = await ask();
    const copied = here.page();
    await here.app.prepareFolder(folder);
    here.send(0, 'a.txt', 'first', { page: copied });
    await here.app.lookForArrivals(here.id);
    await here.app.saveArrivals(here.id, { folder });
    here.send(0, 'a.txt', 'second', { page: copied });
    await here.app.lookForArrivals(here.id);
    await here.app.saveArrivals(here.id, { folder });
    expect([...(here.arrivalFiles.folders.get(folder) ?? [])].map(([name, bytes]) => [name, bytes.toString()])).toEqual(
      [
        ['a.txt', 'first'],
        ['a (2).txt', 'second'],
      ],
    );
  });
});

describe('saving', () => {
  const settled = async (options: Partial<FileRequestOptions> = {}) => {
    const here = await ask({ bytes: 10_000_000, ...options });
    await here.app.prepareFolder(folder);
    return here;
  };

  test('gives whole files with their hash, each once, and never over another file', async () => {
    const here = await settled();
    const big = 'x'.repeat(5_500_000);
    here.arrivalFiles.folders.get(folder)?.set('big.bin', Buffer.from('mine'));
    here.send(0, 'big.bin', big);
    here.send(1, 'empty', '');
    await here.app.lookForArrivals(here.id);
    const saved = await here.app.saveArrivals(here.id, { folder });
    expect(saved.map(({ path, sha256: sum, state }) => [path, sum, state])).toEqual([
      [join(folder, 'big (2).bin'), sha256(big), 'saved'],
      [join(folder, 'empty'), sha256(''), 'saved'],
    ]);
    expect(here.arrivalFiles.folders.get(folder)?.get('big.bin')?.toString()).toBe('mine');
    expect(await here.app.saveArrivals(here.id, { folder })).toEqual([]);
  });

  test('by two processes at once puts each file there once', async () => {
    const here = await settled();
    here.send(0, 'a.txt', 'aaa');
    here.send(1, 'b.txt', 'bbb');
    const other = await start({ shared: here });
    await Promise.all(
      [here.app, other.app].map(async (app) => {
        await app.lookForArrivals(here.id);
        await app.saveArrivals(here.id, { folder });
      }),
    );
    expect([...(here.arrivalFiles.folders.get(folder)?.keys() ?? [])].toSorted()).toEqual(['a.txt', 'b.txt']);
    expect(here.app.fileRequest(here.id).arrivals.map(({ state }) => state)).toEqual(['saved', 'saved']);
  });

  test('goes on after a process ended between the name and the row', async () => {
    const here = await settled();
    here.send(0, 'a.txt', 'aaa');
    const { arrivals } = await here.app.lookForArrivals(here.id);
    // What that process had recorded, and what it had published.
    here.ports.ledger.saveArrivals(
      arrivals.map((row) => ({ ...row, path: join(folder, 'a.txt'), sha256: sha256('aaa') })),
    );
    here.arrivalFiles.folders.get(folder)?.set('a.txt', Buffer.from('aaa'));
    await here.app.saveArrivals(here.id, { folder });
    expect([...(here.arrivalFiles.folders.get(folder) ?? new Map()).keys()]).toEqual(['a.txt']);
    expect(here.app.fileRequest(here.id).arrivals).toMatchObject([{ state: 'saved', path: join(folder, 'a.txt') }]);
  });

  test.each(['folder-missing', 'disk-full'] as const)(
    'fails with %s, and the file stays in the bucket',
    async (code) => {
      const here = await settled();
      here.send(0, 'a.txt', 'aaa');
      await here.app.lookForArrivals(here.id);
      if (code === 'folder-missing') here.arrivalFiles.folders.clear();
      else here.arrivalFiles.refusing = new Failure(code);
      expect((await rejected(here.app.saveArrivals(here.id, { folder }))).code).toBe(code);
      expect(here.app.fileRequest(here.id).arrivals).toMatchObject([{ state: 'arrived' }]);
      here.arrivalFiles.refusing = undefined;
      await here.app.prepareFolder(folder);
      expect(await here.app.saveArrivals(here.id, { folder })).toHaveLength(1);
    },
  );

  test('of bytes that are not those the server described fails', async () => {
    const here = await settled();
    here.send(0, 'a.txt', 'aaa');
    const { arrivals } = await here.app.lookForArrivals(here.id);
    here.ports.ledger.saveArrivals(arrivals.map((row) => ({ ...row, sizeBytes: 2 })));
    const failure = await rejected(here.app.saveArrivals(here.id, { folder }));
    expect([failure.code, failure.detail.arrival]).toEqual(['received-differs', 'kept']);
    expect(failureWords(failure, 'window').safety).toBe('What was sent stays in the bucket.');
    expect(here.arrivalFiles.folders.get(folder)?.size).toBe(0);
  });

  test('of as many bytes, with another checksum than the server described, fails', async () => {
    const here = await settled();
    here.send(0, 'a.txt', 'aaa');
    const { arrivals } = await here.app.lookForArrivals(here.id);
    const key = arrivals[0]?.key ?? '';
    const object = here.bucket.objects.get(key);
    if (object === undefined) throw new Error('nothing came');
    here.bucket.objects.set(key, { ...object, crc32: crc32Of(Buffer.from('bbb')) });
    expect((await rejected(here.app.saveArrivals(here.id, { folder }))).code).toBe('received-differs');
    expect(here.arrivalFiles.folders.get(folder)?.size).toBe(0);
  });

  test('of a file that its guest replaces while it is read mixes it with no other', async () => {
    const here = await settled();
    here.send(0, 'a.txt', 'aaa');
    const { arrivals } = await here.app.lookForArrivals(here.id);
    const key = arrivals[0]?.key ?? '';
    const object = here.bucket.objects.get(key);
    if (object === undefined) throw new Error('nothing came');
    const before = here.objects.calls.length;
    const asked = (wanted: string) =>
      here.objects.calls.slice(before).some((call) => call.operation === wanted && call.key === key);
    const described = here.objects.hold('describe');
    const saving = here.app.saveArrivals(here.id, { folder });
    await until(() => asked('describe'));
    const release = here.objects.hold('readBack');
    described();
    await until(() => asked('readBack'));
    here.bucket.objects.set(key, { ...object, ...stored(Buffer.from('bbb'), here.server.proofs, undefined) });
    release();
    // The next look finds what is there now.
    expect(await saving).toEqual([]);
    expect(here.arrivalFiles.folders.get(folder)?.size).toBe(0);
  });

  test('by a process that ends when the file has its name saves it once', async () => {
    const here = await settled();
    here.send(0, 'a.txt', 'aaa');
    await here.app.lookForArrivals(here.id);
    const begin = here.arrivalFiles.begin.bind(here.arrivalFiles);
    here.arrivalFiles.begin = async (...at) => {
      const writer = await begin(...at);
      const publish: typeof writer.publish = async (...name) => {
        await writer.publish(...name);
        throw new Error('the process ended');
      };
      return { ...writer, publish };
    };
    await rejected(here.app.saveArrivals(here.id, { folder }));
    here.arrivalFiles.begin = begin;
    expect(await here.app.saveArrivals(here.id, { folder })).toMatchObject([{ path: join(folder, 'a.txt') }]);
    expect([...(here.arrivalFiles.folders.get(folder)?.keys() ?? [])]).toEqual(['a.txt']);
  });
});

describe('the upkeep', () => {
  test('saves what arrives and tells of a batch once', async () => {
    const here = await ask({ saveTo: folder });
    const round = async () => {
      here.clock.advance(60_000);
      await here.app.lookAfterRequests();
    };
    here.send(0, 'a.txt', 'a', { count: 2 });
    here.send(1, 'b.txt', 'b', { count: 2 });
    await round();
    await round();
    expect(here.shown).toEqual([['Kim sent 2 files to Photos', 'a.txt, b.txt']]);
    expect(here.app.store.get().notices.map(({ content }) => content)).toMatchObject([
      { kind: 'received', requestId: here.id, name: 'Photos', sender: 'Kim', count: 2, refused: 0 },
    ]);
    expect([...(here.arrivalFiles.folders.get(folder) ?? new Map()).keys()]).toEqual(['a.txt', 'b.txt']);
  });

  test('saves at once what has room on the disk, and what had none within five minutes after there is some', async () => {
    const here = await ask({ saveTo: folder });
    const names = () => [...(here.arrivalFiles.folders.get(folder) ?? new Map()).keys()];
    const rounds = async (count: number) => {
      for (let round = 0; round < count; round += 1) {
        here.clock.advance(20_000);
        await here.app.lookAfterRequests();
      }
    };
    here.arrivalFiles.free = 2;
    here.send(0, 'large.txt', 'large');
    // Two hours: the wait would have grown to more than one.
    await rounds(360);
    here.send(1, 'small.txt', 's');
    // The bucket is looked at once a minute.
    await rounds(4);
    expect(names()).toEqual(['small.txt']);
    expect(here.log.errors()).toMatchObject([
      { error: { code: 'disk-full', detail: { fileName: 'large.txt', arrival: 'kept' } } },
    ]);
    here.arrivalFiles.free = 5;
    await rounds(15);
    expect(names()).toEqual(['small.txt', 'large.txt']);
  });

  test('is told by the look of a window that stays, which leaves the upkeep none to do', async () => {
    const here = await ask();
    here.send(0, 'a.txt', 'aaa');
    await here.app.lookForArrivals(here.id, true);
    await here.app.lookForArrivals(here.id, true);
    expect(here.app.store.get().notices.map(({ content }) => content)).toMatchObject([
      { kind: 'received', requestId: here.id, count: 1, refused: 0 },
    ]);
  });

  test('saves once what somebody receives, and closes, at the same time', async () => {
    const here = await ask({ saveTo: folder });
    for (const [index, name] of ['a.txt', 'b.txt'].entries()) here.send(index, name, name, { count: 2 });
    here.clock.advance(60_000);
    await Promise.all([
      here.app.lookAfterRequests(),
      here.app.receiveArrivals(here.id, { folder, waits: false }),
      here.app.lookAfterRequests(),
      here.app.closeFileRequest(here.id),
    ]);
    const names = [...(here.arrivalFiles.folders.get(folder) ?? new Map()).keys()];
    expect([names, here.page().state]).toEqual([['a.txt', 'b.txt'], 'closed']);
    expect([here.shown.length, here.log.errors()]).toEqual([1, []]);
  });

  test('waits for the files of a batch that a slow line brings minutes later, and tells of it once', async () => {
    const here = await ask();
    const page = here.page();
    const sending = { count: 3, page } as const;
    const isSettledAfter = async (ms: number) => {
      here.clock.advance(ms);
      await here.app.lookAfterRequests();
      return (await here.app.lookForArrivals(here.id, true)).isSettled;
    };
    here.send(0, 'a.txt', 'a', sending);
    here.send(1, 'b.txt', 'b', { ...sending, part: 'about' });
    expect([await isSettledAfter(1_000), await isSettledAfter(240_000)]).toEqual([false, false]);
    here.send(1, 'b.txt', 'b', { ...sending, part: 'data' });
    here.send(2, 'c.txt', 'c', { ...sending, part: 'about' });
    // Another process knows it as well.
    const other = await start({ shared: here });
    here.clock.advance(240_000);
    await other.app.lookAfterRequests();
    expect([await isSettledAfter(0), other.shown]).toEqual([false, []]);
    here.send(2, 'c.txt', 'c', { ...sending, part: 'data' });
    expect(await isSettledAfter(60_000)).toBe(true);
    expect(here.shown).toEqual([['Kim sent 3 files to Photos', 'a.txt, b.txt, c.txt']]);
  });

  test('keeps the slots of a request for once on its page until the batch is over, and then says that it is full', async () => {
    const here = await ask({ isOnce: true });
    const page = here.page();
    here.send(0, 'a.txt', 'a', { count: 2, page });
    here.clock.advance(1_000);
    await here.app.lookAfterRequests();
    expect(here.page()).toMatchObject({ state: 'open', slots: [1, 2, 3] });
    here.send(1, 'b.txt', 'b', { count: 2, page });
    here.clock.advance(1_000);
    await here.app.lookForArrivals(here.id);
    expect(here.page().state).toBe('full');
  });

  test('does not wait for a guest who left in the middle of a file', async () => {
    const here = await ask();
    const page = here.page();
    here.send(0, 'a.txt', 'a', { count: 2, page });
    here.send(1, 'b.txt', 'b', { count: 2, page, part: 'about' });
    const settled: boolean[] = [];
    for (const minutes of [9, 1]) {
      here.clock.advance(minutes * 60_000);
      await here.app.lookAfterRequests();
      settled.push((await here.app.lookForArrivals(here.id, true)).isSettled);
    }
    expect(settled).toEqual([false, true]);
    expect(here.shown).toEqual([['Kim sent 1 file to Photos', 'a.txt']]);
  });

  test('tells once, whichever processes run', async () => {
    const here = await ask();
    const other = await start({ shared: here });
    here.send(0, 'a.txt', 'a');
    here.clock.advance(60_000);
    await Promise.all([here.app.lookAfterRequests(), other.app.lookAfterRequests()]);
    const third = await start({ shared: here });
    await third.app.lookAfterRequests();
    expect([...here.shown, ...other.shown, ...third.shown]).toEqual([['Kim sent 1 file to Photos', 'a.txt']]);
  });

  test('gives the page new slots at half of their life, behind the same link', async () => {
    const here = await ask();
    const before = here.page();
    here.clock.advance(12 * hourMs - 1_000);
    await here.app.lookAfterRequests();
    expect(here.page()).toEqual(before);
    here.clock.advance(61_000);
    await here.app.lookAfterRequests();
    const after = here.page();
    here.clock.advance(23 * hourMs);
    here.send(0, 'a.txt', 'a', { page: after });
    expect(after.slots).toEqual(before.slots);
  });

  test('writes the page of a closed request until it says so', async () => {
    const here = await ask();
    here.clock.advance(1_000);
    here.objects.fail('put', new Failure('access-denied'));
    const failure = await rejected(here.app.closeFileRequest(here.id));
    expect(failureWords(failure, 'window').safety).toBe('Treat the link as still alive.');
    expect(here.page().state).toBe('open');
    await here.app.lookAfterRequests();
    expect(here.page()).toMatchObject({ state: 'closed', slots: [] });
  });

  test('removes the page of an ended request and what nobody finished, and keeps what guests sent', async () => {
    const here = await ask({ lifetimeSeconds: 3_600 });
    const write = writeOf(here.page(), origin, 1, 'about');
    if (write.kind === 'form') answerForm(here.server, { ...write, file: aboutOf('never', 'b', 1) });
    here.send(0, 'a.txt', 'a');
    here.clock.advance(hourMs + 600_000);
    await here.app.lookAfterRequests();
    expect([...here.bucket.objects.keys()].map((key) => key.slice(-10))).toEqual(['0001/about', '/0001/data']);
    expect(here.app.fileRequest(here.id)).toMatchObject({
      state: 'ended',
      request: { removedAtMs: expect.any(Number) },
    });
  });

  test('keeps the name of a file that its guest began to send before the end', async () => {
    const here = await ask({ lifetimeSeconds: 3_600 });
    here.clock.advance(hourMs - 1_000);
    here.send(0, 'a.txt', 'a', { part: 'about' });
    const [about, object] = [...here.bucket.objects].find(([key]) => key.endsWith('/0001/about')) ?? [];
    if (about === undefined || object === undefined) throw new Error('no manifest');
    here.clock.advance(2_000);
    await here.app.lookAfterRequests();
    here.clock.advance(60_000);
    const data = { ...object, ...stored(Buffer.from('a'), 'md5', undefined), modifiedAtMs: here.clock.now() };
    here.bucket.objects.set(about.replace(/about$/, 'data'), data);
    here.clock.advance(60_000);
    await here.app.lookAfterRequests();
    expect(here.app.fileRequest(here.id).arrivals).toMatchObject([{ name: 'a.txt', state: 'arrived' }]);
  });

  test('looks again when a bucket that was away for a moment is back, and says once that it is away', async () => {
    const here = await ask();
    const away = here.server.buckets.get(sampleConnection.bucket);
    if (away === undefined) throw new Error('no bucket');
    here.server.buckets.delete(sampleConnection.bucket);
    for (let round = 0; round < 5; round += 1) {
      here.clock.advance(hourMs);
      await here.app.lookAfterRequests();
    }
    expect(here.log.errors().map(({ error }) => error)).toMatchObject([{ code: 'bucket-missing' }]);
    here.server.buckets.set(sampleConnection.bucket, away);
    here.send(0, 'a.txt', 'a');
    here.clock.advance(7 * hourMs);
    await here.app.lookAfterRequests();
    expect(here.app.fileRequest(here.id).arrivals).toMatchObject([{ name: 'a.txt' }]);
  });

  test('gives a bucket up that is still away after the end', async () => {
    const here = await ask({ lifetimeSeconds: 3_600 });
    here.server.buckets.delete(sampleConnection.bucket);
    here.clock.advance(hourMs / 2);
    await here.app.lookAfterRequests();
    expect(here.app.fileRequest(here.id).request.removedAtMs).toBeUndefined();
    here.clock.advance(hourMs);
    await here.app.lookAfterRequests();
    expect(here.app.fileRequest(here.id).request.removedAtMs).toBe(here.clock.now());
    expect(here.log.errors()).toHaveLength(1);
  });

  test('signs nothing more for strangers where the doctor found that unsafe', async () => {
    const here = await ask();
    const before = here.page();
    const capabilities = { limitsForms: false, signsAmz: false, madeAtMs: newYearMs };
    here.app.store.apply(connectionSaved({ ...sampleConnection, capabilities }, 'keychain'));
    here.clock.advance(23 * hourMs);
    await here.app.lookAfterRequests();
    expect(here.page()).toEqual(before);
    expect(here.log.errors().map(({ error }) => error)).toMatchObject([{ code: 'request-unsafe' }]);
  });
});

test('what a process that died left of a file that another one saved goes with the next look for files to save', async () => {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'mayfly-left-')));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const here = await ask({}, { ports: { arrivalFiles: createArrivalFiles(process.pid, (pid) => pid !== 7) } });
  here.send(0, 'a.txt', 'aaa');
  here.clock.advance(2_000);
  const receive = () => here.app.receiveArrivals(here.id, { folder: home, waits: false });
  const [saved] = (await receive()).saved;
  if (saved === undefined) throw new Error('nothing was saved');
  const part = (pid: number) => `.mayfly-${temporaryId(saved)}-${pid}.part`;
  for (const pid of [7, 8]) await writeFile(join(home, part(pid)), 'aa');
  expect((await receive()).saved).toEqual([]);
  // The other one still runs.
  const left = await readdir(home);
  expect(left).toContain('a.txt');
  expect(left.filter((name) => name.endsWith('.part'))).toEqual([part(8)]);
});
