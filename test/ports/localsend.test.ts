// Receiving by LocalSend's protocol on real sockets: what the app's releases 1.17 and 1.18 send, byte by byte, and what strangers send instead.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { untilState } from '../../main/core/state/state';
import { rejected } from '../fakes/failing';
import { filesAmong, onPosix } from '../platform';
import { askByHand, madeIdentity, nearbyDevice, type Answer, type ByHand, type NearbyDevice } from './nearby-device';

const api = '/api/localsend/v2';
const phone = madeIdentity();
const info = {
  alias: 'Pixel',
  version: '2.1',
  deviceModel: 'Google',
  deviceType: 'mobile',
  fingerprint: phone.fingerprint,
  port: 53_317,
  protocol: 'https',
  download: false,
};

let mayfly: NearbyDevice;
beforeEach(async () => {
  mayfly = await nearbyDevice();
});
afterEach(() => mayfly.stop());

const ask = (path: string, given?: ByHand) => askByHand(mayfly.port(), `${api}/${path}`, { identity: phone, ...given });
const fileOf = (id: string, text: string, more: object = {}) => ({
  [id]: { id, fileName: `${id}.txt`, size: Buffer.byteLength(text), fileType: 'text/plain', ...more },
});
const prepare = (files: object, given: ByHand & { readonly pin?: string } = {}) =>
  ask(`prepare-upload${given.pin === undefined ? '' : `?pin=${given.pin}`}`, {
    ...given,
    body: JSON.stringify({ info, files }),
  });

interface Taken {
  readonly sessionId: string;
  readonly files: Readonly<Record<string, string>>;
}
const taken = ({ json }: Answer) => json as Taken;
/** Not encoded, as release 1.18 writes it. */
const uploadPath = ({ sessionId, files }: Taken, id: string) =>
  `upload?sessionId=${sessionId}&fileId=${id}&token=${files[id] ?? ''}`;
const saved = (name: string) => readFile(join(mayfly.folder, name), 'utf8');
const codes = () =>
  mayfly.store.get().notices.map(({ content }) => (content.kind === 'failure' ? content.failure.code : content.kind));
/** Devices of other tests announce themselves on the same computer. */
const pixels = () => mayfly.store.get().nearby.devices.filter(({ alias }) => alias === 'Pixel');
const temporary = async () => (await readdir(mayfly.folder)).filter((name) => name.endsWith('.part'));

describe('a device that asks who this is', () => {
  test('is answered, and known from then on', async () => {
    await mayfly.start({ alias: 'My laptop' });
    const said = await ask('register', { body: JSON.stringify(info) });
    expect(said).toMatchObject({ status: 200, json: { alias: 'My laptop', version: '2.1', deviceType: 'desktop' } });
    expect(pixels()).toMatchObject([
      { alias: 'Pixel', host: '127.0.0.1', port: 53_317, scheme: 'https', fingerprint: phone.fingerprint },
    ]);
    expect((await ask('info', { method: 'GET' })).status).toBe(200);
  });

  test('with the fingerprint of another is answered, and not believed', async () => {
    await mayfly.start();
    const other = { ...info, fingerprint: 'AB'.repeat(32) };
    expect((await ask('register', { body: JSON.stringify(other) })).status).toBe(200);
    expect(pixels()).toEqual([]);
  });

  test.each<[string, ByHand & { readonly path?: string }, number]>([
    ['a web page', { headers: { origin: 'http://evil.example' }, body: JSON.stringify(info) }, 403],
    ['nonsense', { body: '{' }, 400],
    ['too much', { body: JSON.stringify({ ...info, more: 'x'.repeat(9_000) }) }, 400],
    ['another path', { path: 'nothing' }, 404],
    ['another method', { method: 'PUT', body: JSON.stringify(info) }, 404],
  ])('is refused: %s', async (_what, { path = 'register', ...given }, status) => {
    await mayfly.start();
    expect((await ask(path, given)).status).toBe(status);
    expect(pixels()).toEqual([]);
  });

  test('finds the same certificate after a restart', async () => {
    await mayfly.start();
    const { fingerprint } = (await ask('info', { method: 'GET' })).json as { readonly fingerprint: string };
    const again = await nearbyDevice({
      secrets: mayfly.secrets,
      ledgerFile: mayfly.ledgerFile,
      records: mayfly.records,
    });
    await again.start();
    expect((await askByHand(again.port(), `${api}/info`, { method: 'GET' })).json).toMatchObject({ fingerprint });
    await again.stop();
  });
});

describe('files', () => {
  test('come as release 1.17 sends them, with a length', async () => {
    await mayfly.start();
    const session = taken(await prepare(fileOf('a', 'hello')));
    expect(session.sessionId).toMatch(/^[\w-]{16,}$/);
    const headers = { 'content-type': 'text/plain' };
    expect((await ask(uploadPath(session, 'a'), { headers, body: 'hello' })).status).toBe(200);
    expect(await saved('a.txt')).toBe('hello');
    expect(mayfly.store.get().nearby.received).toMatchObject([
      { alias: 'Pixel', missingCount: 0, files: [{ name: 'a.txt', sizeBytes: 5 }] },
    ]);
  });

  test('come as release 1.18 sends them, in chunks without a length and a type', async () => {
    await mayfly.start();
    const sha256 = createHash('sha256').update('hello, world').digest('hex');
    const session = taken(await prepare(fileOf('a', 'hello, world', { sha256 })));
    const body = ['hello', ', ', 'world'];
    const headers = { 'transfer-encoding': 'chunked' };
    expect((await ask(uploadPath(session, 'a'), { headers, body })).status).toBe(200);
    expect(await saved('a.txt')).toBe('hello, world');
  });

  test.each(['https', 'http'] as const)('come from a sender without a certificate, by %s', async (scheme) => {
    await mayfly.start({ scheme });
    const body = JSON.stringify({ info, files: fileOf('a', 'x') });
    const session = taken(await askByHand(mayfly.port(), `${api}/prepare-upload`, { scheme, body }));
    const sent = await askByHand(mayfly.port(), `${api}/${uploadPath(session, 'a')}`, { scheme, body: 'x' });
    expect([sent.status, await saved('a.txt')]).toEqual([200, 'x']);
  });

  test('lie in folders of their own, under names that nothing had', async () => {
    await mayfly.start();
    await mkdir(join(mayfly.folder, 'Photos'), { recursive: true });
    await writeFile(join(mayfly.folder, 'Photos', 'mine.jpg'), 'mine');
    await writeFile(join(mayfly.folder, 'b.txt'), 'mine');
    const names = { a: 'Photos/2026/a.jpg', b: '../../b.txt', c: 'Photos/c.jpg', d: 'b.txt', e: '.bashrc' };
    const files = Object.entries(names).map(([id, fileName]) => fileOf(id, id, { fileName }));
    const session = taken(await prepare(Object.assign({}, ...files)));
    const statuses = await Promise.all(
      Object.keys(names).map(async (id) => (await ask(uploadPath(session, id), { body: id })).status),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    const there = filesAmong(await readdir(mayfly.folder, { recursive: true })).map((path) =>
      path.replaceAll(sep, '/'),
    );
    expect(there.toSorted()).toEqual([
      'Photos',
      'Photos (2)',
      'Photos (2)/2026',
      'Photos (2)/2026/a.jpg',
      'Photos (2)/c.jpg',
      'Photos/mine.jpg',
      'b (2).txt',
      'b (3).txt',
      'b.txt',
      'bashrc',
    ]);
    expect(await saved('b.txt')).toBe('mine');
  });

  test.runIf(onPosix('symbolic links for everybody'))('do not follow a link out of the folder', async () => {
    await mayfly.start();
    const outside = join(mayfly.folder, '..', 'outside');
    await mkdir(outside, { recursive: true });
    const session = taken(
      await prepare({ ...fileOf('a', 'a', { fileName: 'P/a' }), ...fileOf('b', 'b', { fileName: 'P/Q/b' }) }),
    );
    expect((await ask(uploadPath(session, 'a'), { body: 'a' })).status).toBe(200);
    await symlink(outside, join(mayfly.folder, 'P', 'Q'));
    expect((await ask(uploadPath(session, 'b'), { body: 'b' })).status).toBe(500);
    expect(await readdir(outside)).toEqual([]);
    expect(codes()).toContain('folder-unusable');
  });

  test('are counted: those that the sender took back are missing', async () => {
    await mayfly.start();
    const session = taken(await prepare({ ...fileOf('a', 'a'), ...fileOf('b', 'b'), ...fileOf('c', 'c') }));
    await ask(uploadPath(session, 'a'), { body: 'a' });
    expect((await ask(`cancel?sessionId=${session.sessionId}`)).status).toBe(200);
    expect(mayfly.store.get().nearby.received).toMatchObject([{ missingCount: 2, files: [{ name: 'a.txt' }] }]);
  });

  test('that are none: a message is saved as a text, and answered with 204', async () => {
    await mayfly.start();
    const message = 'Grüße\nvom Pixel';
    const said = await prepare(fileOf('a', message, { preview: message }));
    expect([said.status, await saved('Message.txt')]).toEqual([204, message]);
  });
});

test('of two that send at once the second waits its turn, and nothing of the two is mixed', async () => {
  await mayfly.start();
  const [first, second] = ['127.0.0.1', '127.0.0.2'];
  const files = { ...fileOf('a', 'first'), ...fileOf('b', 'first') };
  const one = taken(await prepare(files, { from: first }));
  expect((await prepare(fileOf('a', 'second'), { from: second })).status).toBe(409);
  expect((await ask(uploadPath(one, 'a'), { from: first, body: 'first' })).status).toBe(200);
  // It gives up, and the other's session goes on.
  expect((await ask('cancel', { from: second })).status).toBe(200);
  expect((await prepare(fileOf('a', 'second'), { from: second })).status).toBe(409);
  expect((await ask(uploadPath(one, 'b'), { from: first, body: 'first' })).status).toBe(200);
  const two = taken(await prepare(fileOf('a', 'second'), { from: second }));
  expect((await ask(uploadPath(one, 'a'), { from: first, body: 'first' })).status).toBe(403);
  expect((await ask(uploadPath(two, 'a'), { from: first, body: 'first' })).status).toBe(403);
  expect((await ask(uploadPath(two, 'a'), { from: second, body: 'second' })).status).toBe(200);
  expect([await saved('a.txt'), await saved('b.txt'), await saved('a (2).txt')]).toEqual(['first', 'first', 'second']);
  const listed = (await mayfly.devices.receivedSessions()).map(({ fileCount, name }) => name ?? fileCount);
  expect(listed).toEqual(['a (2).txt', 2]);
});

describe('what is not as announced is not saved', () => {
  const hash = createHash('sha256').update('right').digest('hex');

  test.each<[string, object, string | readonly string[], number]>([
    ['too long', {}, 'hello!', 500],
    ['too long in chunks', {}, ['hello', '!'], 500],
    ['too short', {}, 'hell', 500],
    ['another content', { sha256: hash }, 'wrong', 422],
  ])('%s', async (_what, more, body, status) => {
    await mayfly.start();
    const session = taken(await prepare(fileOf('a', 'hello', more)));
    expect((await ask(uploadPath(session, 'a'), { body })).status).toBe(status);
    expect(filesAmong(await readdir(mayfly.folder))).toEqual([]);
    expect(codes()).toContain('received-differs');
  });

  test('and comes again with the same token, three times in all', async () => {
    await mayfly.start();
    const session = taken(await prepare(fileOf('a', 'right', { sha256: hash })));
    const statuses: number[] = [];
    for (const body of ['wrong', 'wrong', 'wrong', 'right']) {
      statuses.push((await ask(uploadPath(session, 'a'), { body })).status);
    }
    expect(statuses).toEqual([422, 422, 422, 403]);
    const other = taken(await prepare(fileOf('a', 'right', { sha256: hash })));
    expect((await ask(uploadPath(other, 'a'), { body: 'wrong' })).status).toBe(422);
    expect((await ask(uploadPath(other, 'a'), { body: 'right' })).status).toBe(200);
    expect(await saved('a.txt')).toBe('right');
  });

  test('a connection that breaks leaves nothing, and the file may come again', async () => {
    await mayfly.start();
    const session = taken(await prepare(fileOf('a', 'hello')));
    const broken = ask(uploadPath(session, 'a'), { headers: { 'content-length': 5 }, body: 'he', cutOff: true });
    await expect(broken).rejects.toThrow('cut off');
    await expect.poll(temporary).toEqual([]);
    await expect.poll(async () => (await ask(uploadPath(session, 'a'), { body: 'hello' })).status).toBe(200);
    expect(await saved('a.txt')).toBe('hello');
  });
});

describe('a token', () => {
  test('counts from the address that offered, for its file, once', async () => {
    await mayfly.start();
    const session = taken(await prepare({ ...fileOf('a', 'a'), ...fileOf('b', 'b') }));
    const right = uploadPath(session, 'a');
    const thief = { body: 'a', from: '127.0.0.2' };
    expect((await ask(right, thief)).status).toBe(403);
    expect((await ask(right.replace('fileId=a', 'fileId=b'), { body: 'b' })).status).toBe(403);
    expect((await ask(right.replace(/token=.*/, 'token=x'), { body: 'a' })).status).toBe(403);
    expect((await ask('upload?fileId=a', { body: 'a' })).status).toBe(400);
    expect((await ask(right, { body: 'a' })).status).toBe(200);
    expect((await ask(right, { body: 'a' })).status).toBe(403);
    expect((await ask(`cancel?sessionId=${session.sessionId}`, { from: '127.0.0.2' })).status).toBe(200);
    expect((await ask(uploadPath(session, 'b'), { body: 'b' })).status).toBe(200);
  });
});

describe('a PIN', () => {
  test('that was wrong three times is refused even when it is right', async () => {
    await mayfly.start({ pin: '4711' });
    const tried = async (pin?: string) => (await prepare(fileOf('a', 'a'), pin === undefined ? {} : { pin })).status;
    const statuses: number[] = [];
    for (const pin of [undefined, '', '1', undefined, '2', '3', '4711']) statuses.push(await tried(pin));
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
  });

  test('that was wrong twenty times, from anywhere, is refused to all, and that is said once', async () => {
    await mayfly.start({ pin: '4711' });
    for (let last = 2; last < 10; last += 1)
      for (const pin of ['1', '2', '3']) await prepare(fileOf('a', 'a'), { pin, from: `127.0.0.${last}` });
    expect((await prepare(fileOf('a', 'a'), { pin: '4711', from: '127.0.0.20' })).status).toBe(429);
    expect(codes()).toEqual(['pin-tries-over']);
  });

  test('that is right lets the files come', async () => {
    await mayfly.start({ pin: '4711' });
    const session = taken(await prepare(fileOf('a', 'a'), { pin: '4711' }));
    expect((await ask(uploadPath(session, 'a'), { body: 'a' })).status).toBe(200);
  });

  test('that nobody can type is refused at the start', async () => {
    expect((await rejected(mayfly.start({ pin: 'a b' }))).code).toBe('bad-request');
  });
});

describe('the person here', () => {
  const offered = () => untilState(mayfly.store, ['nearby'], ({ nearby }) => nearby.offer !== undefined);
  const offer = () => mayfly.store.get().nearby.offer;

  test('decides, one offer at a time', async () => {
    await mayfly.start({ accepts: 'ask' });
    const first = prepare({ ...fileOf('a', 'hello'), ...fileOf('b', '') });
    await offered();
    expect(offer()).toMatchObject({
      sender: { alias: 'Pixel' },
      sizeBytes: 5,
      files: [{ name: 'a.txt' }, { name: 'b.txt' }],
    });
    expect((await prepare(fileOf('c', 'c'))).status).toBe(409);
    await mayfly.devices.declineOffer(offer()?.id ?? '');
    expect((await first).status).toBe(403);

    const second = prepare(fileOf('a', 'hello'));
    await offered();
    await mayfly.devices.acceptOffer(offer()?.id ?? '');
    const session = taken(await second);
    expect(offer()).toBeUndefined();
    expect((await prepare(fileOf('c', 'c'))).status).toBe(409);
    expect((await ask(uploadPath(session, 'a'), { body: 'hello' })).status).toBe(200);
    expect((await rejected(mayfly.devices.acceptOffer('gone'))).code).toBe('offer-gone');
  });

  test.each<[string, () => Promise<unknown>]>([
    ['cancels without an id', () => ask('cancel')],
    ['cancels with one', () => ask('cancel?sessionId=none')],
  ])('is asked no more when the sender %s', async (_what, cancel) => {
    await mayfly.start({ accepts: 'ask' });
    const waiting = prepare(fileOf('a', 'a'));
    await offered();
    await cancel();
    expect((await waiting).status).toBe(403);
    expect(offer()).toBeUndefined();
  });

  test('is asked no more when the sender has gone', async () => {
    await mayfly.start({ accepts: 'ask' });
    const gone = new AbortController();
    const waiting = prepare(fileOf('a', 'a'), { signal: gone.signal });
    await offered();
    gone.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await expect.poll(offer).toBeUndefined();
    expect(mayfly.store.get().nearby.received).toEqual([]);
  });

  test('ends what is coming; whole files stay', async () => {
    await mayfly.start();
    const session = taken(await prepare({ ...fileOf('a', 'a'), ...fileOf('b', 'b') }));
    await ask(uploadPath(session, 'a'), { body: 'a' });
    await mayfly.devices.cancelReceiving();
    expect((await ask(uploadPath(session, 'b'), { body: 'b' })).status).toBe(403);
    expect(codes()).toContain('received-cut-off');
    expect(filesAmong(await readdir(mayfly.folder))).toEqual(['a.txt']);
  });
});

test('a list that no disk takes is refused before anybody is asked', async () => {
  await mayfly.start({ accepts: 'ask' });
  expect((await prepare(fileOf('a', '', { size: 2 ** 43 }))).status).toBe(500);
  expect(codes()).toEqual(['disk-full']);
});

test('nobody listens where this computer has no address', async () => {
  expect((await rejected(mayfly.start({ addresses: ['192.0.2.1'] }))).code).toBe('nearby-unavailable');
  expect((await rejected(mayfly.start({ addresses: [] }))).code).toBe('nearby-unavailable');
});

test('a port that another program has is not the end', async () => {
  await mayfly.start();
  const other = await nearbyDevice();
  await other.start({ port: mayfly.port() });
  expect(other.port()).toBeGreaterThan(mayfly.port());
  await other.stop();
});
