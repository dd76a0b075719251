// A request whose guests encrypt: only this computer reads names and contents, and what does not decrypt is refused or not saved.
import { normalize } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import { encryptedBytes } from '../../../main/core/model/age/age-layout';
import { asFailure } from '../../../main/core/model/failure';
import { isDamaged } from '../../../main/core/model/requests/file-request';
import type { FileRequestOptions } from '../../../main/core/requests/rules/request-options';
import { encryptingBody } from '../../../renderer/encrypted-request-page/body';
import { rejected } from '../../fakes/failing';
import { answerForm } from '../../fakes/memory-guest-links';
import { newYearMs, sampleConnection, sampleCredentials } from '../../fakes/samples';
import { startsApps } from '../app/starts-apps';
import { aboutOf, readPage, writeOf } from './guest';

const start = startsApps();
const origin = 'https://memory.example';
const folder = normalize('/in');

async function ask(options: Partial<FileRequestOptions> = {}, change: Partial<Connection> = {}) {
  const running = await start({
    prepare: ({ ports }) =>
      ports.ledger.saveConnection({
        ...sampleConnection,
        capabilities: { limitsForms: true, madeAtMs: newYearMs },
        ...change,
      }),
  });
  const { app, server, clock } = running;
  const made = await app.requestFiles({ title: 'Photos', files: 9, bytes: 200_000, encrypt: true, ...options });
  const { request, url } = made;
  const page = readPage(server.get(url).body);
  const write = (index: number, part: 'about' | 'data', file: Uint8Array): number => {
    const one = writeOf(page, origin, index, part);
    if (one.kind !== 'form') throw new Error('forms were proven');
    return answerForm(server, { url: one.url, fields: one.fields, file }).status;
  };
  /** Sends by the slot with this index what the guest's page would, unless `change` makes other bytes of its file. */
  const send = async (
    index: number,
    name: string,
    plain: Uint8Array,
    change: (sealed: Buffer) => Uint8Array = (sealed) => sealed,
    recipient = request.recipient ?? '',
  ): Promise<readonly number[]> => {
    const body = encryptingBody(recipient)(new File([new Uint8Array(plain)], name));
    const about = await body.about(aboutOf(name, 'b', 1, { sender: 'Kim Secret', note: 'a private note' }).toString());
    const data = Buffer.from(await (await body.bytes(0, body.size)).arrayBuffer());
    return [write(index, 'about', Buffer.from(await about.arrayBuffer())), write(index, 'data', change(data))];
  };
  const look = async () => {
    clock.advance(2_000);
    return (await app.lookForArrivals(request.id)).arrivals;
  };
  return { ...running, request, page, write, send, look };
}

const content = Buffer.from('the private content '.repeat(8_000));

test('what guests encrypted arrives by its name, is saved as it was, and nothing of it is in the bucket or readable in the ledger', async () => {
  const here = await ask();
  const { app, bucket, request, ledgerFile, arrivalFiles } = here;
  expect(await here.send(0, '사진 private.txt', content)).toEqual([201, 201]);
  expect(await here.send(1, 'empty.txt', Buffer.alloc(0))).toEqual([201, 201]);
  expect(await here.look()).toMatchObject([
    { slot: 1, name: '사진 private.txt', sizeBytes: 160_000, sender: 'Kim Secret', note: 'a private note' },
    { slot: 2, name: 'empty.txt', sizeBytes: 0, state: 'arrived' },
  ]);
  const stored = [...bucket.objects.values()].map(({ body }) => Buffer.from(body).toString('latin1')).join('');
  const keys = [...bucket.objects.keys()].join();
  for (const secret of ['private', '사진', 'Kim Secret', 'AGE-SECRET-KEY']) {
    expect(stored.includes(Buffer.from(secret).toString('latin1')) || keys.includes(secret)).toBe(false);
  }
  const { sealed } = ledgerFile.open().shareSecrets(request.id) ?? { sealed: '' };
  expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').includes('AGE-SECRET-KEY')).toBe(false);
  expect(sealed.length).toBeGreaterThan(100);
  await app.prepareFolder(folder);
  expect(await app.saveArrivals(request.id, { folder })).toMatchObject([{ state: 'saved' }, { state: 'saved' }]);
  expect(arrivalFiles.folders.get(folder)?.get('사진 private.txt')?.equals(content)).toBe(true);
  expect(arrivalFiles.folders.get(folder)?.get('empty.txt')?.length).toBe(0);
});

test('the page names the recipient, limits the stored size to that of the largest file, and has no form without script', async () => {
  const here = await ask({ bytes: 70_000 });
  expect(here.page).toMatchObject({ recipient: here.request.recipient, limits: { bytes: 70_000 }, mostInOne: 70_000 });
  expect(here.request.recipient).toMatch(/^age1[a-z0-9]{58}$/);
  const most = encryptedBytes({ headBytes: 184, plainBytes: 70_000 });
  expect([here.write(0, 'data', Buffer.alloc(most + 1)), here.write(1, 'data', Buffer.alloc(most))]).toEqual([
    400, 201,
  ]);
});

test('what was not encrypted for this request is refused and removed', async () => {
  const here = await ask();
  here.write(0, 'about', aboutOf('a.txt', 'b', 1));
  here.write(0, 'data', content);
  await here.send(1, 'b.txt', content, undefined, await identityToRecipient(await generateX25519Identity()));
  here.write(2, 'data', Buffer.alloc(0));
  const refused = { name: 'file', state: 'refused', refusal: 'unencrypted' };
  expect(await here.look()).toMatchObject([refused, refused, refused]);
  expect([...here.bucket.objects.keys()].filter((key) => key.endsWith('/data'))).toEqual([]);
});

test('a manifest gives its name to the file that it was written for, and to no other', async () => {
  const here = await ask();
  await here.send(0, 'mine.txt', content);
  await here.send(1, 'yours.txt', content);
  const [first, second] = [...here.bucket.objects.entries()].filter(([key]) => key.endsWith('/data'));
  if (first === undefined || second === undefined) throw new Error('two files were sent');
  here.bucket.objects.set(first[0], { ...first[1], body: second[1].body, etag: second[1].etag });
  expect(await here.look()).toMatchObject([{ name: 'file' }, { name: 'yours.txt' }]);
});

test('the kind is that of the plain bytes', async () => {
  const here = await ask({ types: 'pictures' });
  const gif = Buffer.concat([Buffer.from('GIF89a'), content.subarray(0, 90_000)]);
  await here.send(0, 'a.html', gif);
  await here.send(1, 'b.gif', content);
  expect(await here.look()).toMatchObject([
    { name: 'a.html.gif', state: 'arrived', sizeBytes: gif.length },
    { name: 'b.gif', state: 'refused', refusal: 'kind' },
  ]);
});

test.each([
  ['flipped in its last chunk', (file: Buffer) => file.fill((file.at(-1) ?? 0) ^ 1, file.length - 1)],
  ['cut at a chunk', (file: Buffer) => file.subarray(0, 184 + 65_552)],
  [
    'with two chunks swapped',
    (file: Buffer) =>
      Buffer.concat([
        file.subarray(0, 184),
        file.subarray(184 + 65_552, 184 + 131_104),
        file.subarray(184, 184 + 65_552),
        file.subarray(184 + 131_104),
      ]),
  ],
])('a file %s is not saved, and leaves no file behind', async (_how, change) => {
  const here = await ask();
  await here.send(0, 'a.txt', content, change);
  await here.look();
  await here.app.prepareFolder(folder);
  const failure = await rejected(here.app.saveArrivals(here.request.id, { folder }));
  expect([failure.code, failure.detail.fileName]).toEqual(['arrival-undecipherable', 'a.txt']);
  expect(here.arrivalFiles.folders.get(folder)?.size).toBe(0);
  expect(here.ports.ledger.arrivals(here.request.id)).toMatchObject([{ state: 'arrived' }]);
});

test('one damaged file of one guest holds back nobody else, and is read three times and no more', async () => {
  const here = await ask({ saveTo: folder });
  const names = () => [...(here.arrivalFiles.folders.get(folder)?.keys() ?? [])];
  const damage = (sealed: Buffer) =>
    Uint8Array.from(sealed, (byte, at) => (at === sealed.length - 1 ? byte ^ 1 : byte));
  await here.send(0, 'damaged.txt', content, damage);
  const readsOfDamaged = () =>
    here.objects.calls.filter(({ operation, key }) => operation === 'readBack' && key.endsWith('0001/data')).length;
  here.clock.advance(60_000);
  await here.app.lookAfterRequests();
  for (const index of [1, 2, 3]) {
    await here.send(index, `${index}.txt`, content);
    here.clock.advance(10_000);
    await here.app.lookAfterRequests();
    // It has just come, and is in the folder: another one's back-off says nothing about it.
    expect(names()).toHaveLength(index);
  }
  for (let hours = 0; hours < 24; hours += 1) {
    here.clock.advance(3_600_000);
    await here.app.lookAfterRequests();
  }
  const reads = readsOfDamaged();
  here.clock.advance(24 * 3_600_000);
  await here.app.lookAfterRequests();
  // By hand all others are saved, and it says nothing; asked for by itself it is tried once more.
  expect(await here.app.saveArrivals(here.request.id, { folder })).toEqual([]);
  expect(readsOfDamaged()).toBe(reads);
  const [damaged] = here.app.fileRequest(here.request.id).arrivals;
  expect(damaged && [damaged.failedSaves, isDamaged(damaged)]).toEqual([3, true]);
  const failure = await rejected(here.app.saveArrivals(here.request.id, { folder, slots: [1] }));
  expect([failure.code, readsOfDamaged() > reads]).toEqual(['arrival-undecipherable', true]);
  const notices = here.app.store.get().notices.filter(({ content: { kind } }) => kind === 'failure');
  expect(notices).toHaveLength(1);
});

test('it is shared from its folder only: a copy in the bucket could be opened by nobody', async () => {
  const here = await ask();
  await here.send(0, 'a.txt', content);
  const [arrival] = await here.look();
  const before = here.bucket.objects.size;
  const address = `s3://${here.request.bucket}/${arrival?.key ?? ''}`;
  expect((await rejected(here.app.shareArrival(here.request.id, 1))).code).toBe('arrival-encrypted');
  expect((await rejected(here.app.linkExisting({ address, copy: false }))).code).toBe('arrival-encrypted');
  expect(here.bucket.objects.size).toBe(before);
});

test('a connection decides, and a connection that demands encryption gives no request without it', async () => {
  const of = async (options: Partial<FileRequestOptions>, change: Partial<Connection>) => {
    try {
      return (await ask({ encrypt: undefined as never, ...options }, change)).request.recipient !== undefined;
    } catch (error) {
      return asFailure(error).code;
    }
  };
  expect(await of({}, {})).toBe(false);
  expect(await of({}, { encryption: 'usual' })).toBe(true);
  expect(await of({ encrypt: false }, { encryption: 'usual' })).toBe(false);
  expect(await of({}, { encryption: 'demanded' })).toBe(true);
  expect(await of({ encrypt: false }, { encryption: 'demanded' })).toBe('encryption-demanded');
});

test('guests’ browsers encrypt 500 MB at most where files cannot go in parts', async () => {
  expect((await ask({ bytes: undefined as never })).request.bytes).toBe(500_000_000);
  expect((await rejected(ask({ bytes: 500_000_001 }))).code).toBe('bad-request');
});

test('its key goes with the request; without the key nothing is refused, and looking and saving say why', async () => {
  const here = await ask();
  await here.send(0, 'a.txt', content);
  await here.look();
  await here.send(1, 'b.txt', content);
  const kept = new Map(here.secrets.entries);
  for (const id of kept.keys()) if (id !== `connection:${sampleConnection.id}`) here.secrets.entries.delete(id);
  const other = await start({ shared: here });
  await other.app.prepareFolder(folder);
  await other.app.lookForArrivals(here.request.id);
  expect(JSON.stringify(other.app.store.get().notices)).toContain('request-key-missing');
  expect((await rejected(other.app.saveArrivals(here.request.id, { folder }))).code).toBe('request-key-missing');
  expect(here.ports.ledger.arrivals(here.request.id)).toMatchObject([{ name: 'a.txt', state: 'arrived' }]);
  for (const [id, secret] of kept) here.secrets.entries.set(id, secret);
  expect(await other.app.lookForArrivals(here.request.id)).toMatchObject({
    arrivals: [{ slot: 1 }, { name: 'b.txt' }],
  });
  await here.app.removeFileRequest(here.request.id);
  expect(here.ports.ledger.shareSecrets(here.request.id)).toBeUndefined();
});

test('where the keys of the connection end with the process there is no encrypted request', async () => {
  const { app, ports } = await start({ fresh: true });
  const { id: _none, kind: _s3, ...draft } = sampleConnection;
  const saved = await app.saveConnection({ ...draft, ...sampleCredentials }, true);
  ports.ledger.saveConnection({ ...saved, capabilities: { limitsForms: true, madeAtMs: newYearMs } });
  const asked = app.requestFiles({ title: 'Photos', encrypt: true });
  expect((await rejected(asked)).code).toBe('request-key-unkept');
});
