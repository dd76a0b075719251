// What a hostile guest, another clock, or a storage that refuses could do to an owner's other files: nothing.
import { normalize } from 'node:path';
import { jsonValue, oneof, sample, string, uint8Array, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { mostManifestBytes } from '../../../main/core/model/requests/file-request';
import { visibleText } from '../../../main/core/model/visible-text';
import { Failure } from '../../../main/core/model/failure';
import { slotKey } from '../../../main/core/model/keys/object-key';
import type { FileRequestOptions } from '../../../main/core/requests/rules/request-options';
import { keep, stored } from '../../fakes/memory-bucket';
import { createMemoryObjects } from '../../fakes/memory-objects';
import { newYearMs, sampleConnection } from '../../fakes/samples';
import type { Start } from '../app/running-app';
import { startsApps } from '../app/starts-apps';
import { aboutOf } from './guest';
import { anyCharacter } from '../../any-character';

const start = startsApps();
const folder = normalize('/in');
const headers = { contentType: 'application/octet-stream', contentDisposition: 'attachment' };

/** A request, and its slots as somebody who copied all of them writes them, at any time and as often as wanted. */
async function ask(options: Partial<FileRequestOptions> = {}, more: Start = {}) {
  const capabilities = { limitsForms: true, madeAtMs: newYearMs };
  const running = await start({
    prepare: ({ ports }) => ports.ledger.saveConnection({ ...sampleConnection, capabilities }),
    ...more,
  });
  const { app, bucket, server, clock } = running;
  const { request } = await app.requestFiles({ title: 'Photos', files: 3, bytes: 100, ...options });
  const write = (key: string, body: Uint8Array) =>
    keep(bucket, key, { ...stored(Buffer.from(body), server.proofs, undefined), headers, modifiedAtMs: server.now() });
  return {
    ...running,
    id: request.id,
    write,
    key: (slot: number, part: 'about' | 'data' = 'data') => slotKey(request.folder, slot, part),
    send(slot: number, name: string, text: string, batch = 'b', count = 1) {
      write(slotKey(request.folder, slot, 'about'), aboutOf(name, batch, count));
      write(slotKey(request.folder, slot, 'data'), Buffer.from(text));
    },
    saved: () => [...(running.arrivalFiles.folders.get(folder) ?? new Map<string, Buffer>()).keys()],
    async round() {
      clock.advance(60_000);
      await app.lookAfterRequests();
    },
  };
}

test('a refused file that may not be deleted holds no other file back, and is said once', async () => {
  const here = await ask({ saveTo: folder, types: 'pictures' });
  here.send(1, 'evil.exe', 'MZ');
  here.send(2, 'cat.gif', 'GIF89a');
  for (let nth = 1; nth <= 9; nth += 1) here.objects.fail('removeMany', new Failure('access-denied'), { nth });
  await here.round();
  await here.round();
  expect(here.saved()).toEqual(['cat.gif']);
  expect(here.shown).toEqual([['1 file came to Photos', 'cat.gif\n1 file was refused: evil.exe']]);
  expect(here.log.lines.filter(({ error }) => error !== undefined)).toHaveLength(1);
  expect(here.bucket.objects.has(here.key(1))).toBe(true);
});

test('a second file in a slot whose first was refused is refused as well, whatever it is', async () => {
  const here = await ask({ saveTo: folder, types: 'pictures' });
  for (const [name, text] of [
    ['evil.exe', 'MZ'],
    ['cat.gif', 'GIF89a'],
  ] as const) {
    here.send(1, name, text);
    await here.round();
  }
  // Another slot was offered in place of the first.
  expect(here.app.fileRequest(here.id).arrivals).toMatchObject([{ name: 'cat.gif', refusal: 'late' }]);
  expect([here.saved(), here.bucket.objects.has(here.key(1))]).toEqual([[], false]);
});

test('a manifest that is too large is not read from the bucket', async () => {
  const here = await ask({ saveTo: folder });
  for (const [slot, more] of [
    [1, 0],
    [2, 1],
  ] as const) {
    here.write(here.key(slot, 'about'), Buffer.concat([aboutOf('a.txt', 'b', 1), Buffer.alloc(more, ' ')]));
    here.write(here.key(slot), Buffer.from('x'));
  }
  const { arrivals } = await here.app.lookForArrivals(here.id);
  expect(arrivals.map(({ name }) => name)).toEqual(['a.txt', 'file']);
  const read = here.objects.calls.filter(({ operation, key }) => operation === 'readBack' && key.endsWith('/about'));
  expect(read.map(({ key }) => key)).toEqual([here.key(1, 'about')]);
});

test('a slot that cannot be read holds no other slot back', async () => {
  const here = await ask({ saveTo: folder });
  here.send(1, 'a.txt', 'a');
  here.send(2, 'b.txt', 'b');
  here.objects.fail('describe', new Failure('access-denied'));
  await here.round();
  expect(here.saved()).toHaveLength(1);
  await here.round();
  expect(here.saved().toSorted()).toEqual(['a.txt', 'b.txt']);
});

test('a slot that is written over and over fills no folder, and is told once more', async () => {
  const here = await ask({ saveTo: folder, files: 1 });
  for (let time = 0; time < 20; time += 1) {
    here.send(1, `a${time}.txt`, String(time), `b${time}`);
    await here.round();
  }
  expect(here.saved()).toEqual(['a0.txt']);
  expect(here.shown.map(([, names]) => names)).toEqual(['a0.txt', 'a1.txt']);
  // What is in the bucket now is listed, and saved by whoever asks for it.
  expect(here.app.fileRequest(here.id).arrivals).toMatchObject([{ name: 'a19.txt', state: 'arrived' }]);
  await here.app.saveArrivals(here.id, { folder });
  expect(here.saved()).toEqual(['a0.txt', 'a19.txt']);
});

test('a slot that is written again before it was looked at is one file', async () => {
  const here = await ask({ saveTo: folder });
  here.send(1, 'a.txt', 'first');
  await here.app.lookForArrivals(here.id);
  here.send(1, 'b.txt', 'second');
  await here.round();
  expect([here.saved(), here.shown.map(([, names]) => names)]).toEqual([['b.txt'], ['b.txt']]);
});

test('one guest who says that every file is a batch is told of in one notice', async () => {
  const here = await ask({ files: 100 });
  for (let slot = 1; slot <= 100; slot += 1) here.send(slot, `${slot}.txt`, 'x', `batch-${slot}`);
  await here.round();
  expect(here.shown).toEqual([['100 files came to Photos', '1.txt, 2.txt, 3.txt, …']]);
});

test.each([-86_400_000, -50_000, 50_000, 86_400_000])(
  'closed by a clock that is %i ms off, a request keeps what had come and refuses what comes later',
  async (offMs) => {
    const here = await ask({ saveTo: folder });
    const { clock } = here;
    const behind = await start({ shared: here, ports: { clock: () => clock.now() + offMs } });
    here.send(1, 'early.txt', 'x');
    clock.advance(30_000);
    await behind.app.closeFileRequest(here.id);
    clock.advance(2_000);
    here.send(2, 'late.txt', 'x');
    await here.round();
    expect(here.saved()).toEqual(['early.txt']);
    expect(here.app.fileRequest(here.id).arrivals.map(({ name, refusal }) => [name, refusal])).toEqual([
      ['early.txt', undefined],
      ['late.txt', 'late'],
    ]);
  },
);

test.each([-2_900, 2_900])(
  'what was wholly stored before the closing is kept, where this computer’s clock is off by %i ms and nobody can tell',
  async (offMs) => {
    const here = await ask();
    const { clock, server } = here;
    const local = () => clock.now() + offMs;
    const { open: openObjectStore } = createMemoryObjects(server, local);
    const wrong = await start({ shared: here, ports: { clock: local, openObjectStore } });
    clock.advance(30_700);
    here.send(1, 'early.txt', 'x');
    clock.advance(100);
    await wrong.app.closeFileRequest(here.id);
    const closedAtMs = server.now();
    clock.advance(1_000);
    here.send(2, 'late.txt', 'x');
    const { request, arrivals } = await here.app.lookForArrivals(here.id);
    expect(arrivals.map(({ name, refusal }) => [name, refusal])).toEqual([
      ['early.txt', undefined],
      ['late.txt', 'late'],
    ]);
    // As the page of a guest reads it: the time at which the storage has the closed page from.
    expect(Math.floor(request.writtenAtMs / 1_000)).toBe(Math.floor(closedAtMs / 1_000));
  },
);

test('whatever manifests hold, each file is one arrival under a plain name', async () => {
  const hostile = [
    '['.repeat(4_000),
    '{"a":'.repeat(500),
    '{"name":"a","name":"b","batch":"b","count":1,"nonce":"n","__proto__":{"note":"x"}}',
    '{"name":"a","batch":"b","count":1e999,"nonce":"n"}',
    '{"name":"a","batch":"b","count":1.5,"nonce":"n"}',
    '{"name":"a","batch":"constructor","count":2,"nonce":"n"}',
    '{"name":"\\ud800","batch":"b","count":1,"nonce":"n"}',
    '\ufeff{"name":"a","batch":"b","count":1,"nonce":"n"}',
  ].map((text) => Buffer.from(text));
  const said = (part: object) => Buffer.from(JSON.stringify({ name: 'a', batch: 'b', count: 1, nonce: 'n', ...part }));
  const parts = {
    name: string({ unit: anyCharacter }),
    batch: string(),
    count: jsonValue(),
    sender: jsonValue(),
    note: jsonValue(),
  };
  const body = oneof(
    uint8Array({ maxLength: mostManifestBytes + 1 }),
    jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
    ...Object.entries(parts).map(([name, value]) => (value as Arbitrary<unknown>).map((one) => said({ [name]: one }))),
  );
  const bodies = [...hostile, ...sample(body, 100)];
  const here = await ask({ files: bodies.length });
  for (const [index, bytes] of bodies.entries()) {
    here.write(here.key(index + 1, 'about'), bytes);
    here.write(here.key(index + 1), Buffer.from('x'));
  }
  const { arrivals } = await here.app.lookForArrivals(here.id);
  expect(arrivals.map(({ slot }) => slot)).toEqual(bodies.map((_, index) => index + 1));
  for (const { name, sender = '', note = '' } of arrivals) {
    expect(name).toMatch(/^(?![\s.])[^/\\\p{Cc}]+$/u);
    expect(visibleText(`${sender}${note}`)).toBe(`${sender}${note}`);
  }
});

test('a manifest and a file that are replaced or deleted between two requests are looked at again', async () => {
  const here = await ask({ saveTo: folder });
  here.send(1, 'a.txt', 'a');
  here.send(2, 'b.txt', 'b');
  // After the list, each in its turn: the file is deleted, the manifest is another.
  const release = here.objects.hold('describe');
  const looking = here.app.lookForArrivals(here.id);
  await expect.poll(() => here.objects.calls.filter(({ operation }) => operation === 'describe').length).toBe(2);
  here.bucket.objects.delete(here.key(1));
  here.write(here.key(2, 'about'), aboutOf('longer than it was.txt', 'b', 1));
  release();
  expect((await looking).arrivals.map(({ slot, name }) => [slot, name])).toEqual([[2, 'file']]);
});

test('keys that no slot has, on several pages of the list, are looked through', async () => {
  const here = await ask({ files: 1_000 });
  const { folder: keys } = here.app.fileRequest(here.id).request;
  for (const key of [
    '0000/data',
    '1/data',
    '00001/data',
    '0001/data/x',
    '0001/DATA',
    '0001',
    '../0001/data',
    '٠٠٠١/data',
  ]) {
    here.write(`${keys}${key}`, Buffer.from('x'));
  }
  for (let at = 0; at < 1_200; at += 1) here.write(`${keys}x${at}`, Buffer.from('x'));
  here.send(1_000, 'last.txt', 'x');
  expect((await here.app.lookForArrivals(here.id)).arrivals.map(({ name }) => name)).toEqual(['last.txt']);
});
