// What a network address answers, and to how many: what Mayfly signs for others works there by the suites of test/ports, so here is what must not. The
// address is one of loopback; test/network-namespaces has a real one, and its thief.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PutBucketCorsCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freeBytesOf } from '../../../main/local-bucket/server/guest-room';
import { GuestSockets } from '../../../main/local-bucket/server/guest-sockets';
import { createServer } from 'node:http';
import { type Fixture, type Signed, bucketName, serve } from '../fixture';
import { notUnderWine } from '../../platform';
import { presignTarget } from '../signing';

const home = '127.0.0.2';
const manyAddresses = notUnderWine('every connection comes from one address of loopback');
let s3: Fixture;
let host = '';
beforeAll(async () => {
  s3 = await serve({}, { now: Date.now, sweepIntervalMs: 60_000, addresses: () => new Set([home]) });
  await s3.bucket.listenOn([home]);
  host = `${home}:${s3.bucket.port}`;
  const Bucket = bucketName;
  for (const Key of ['file', 'doors/one']) await s3.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const everybody = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/doors/*`,
  };
  await s3.client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement: everybody }) }));
  const AllowedMethods = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
  const rule = { AllowedOrigins: ['*'], AllowedMethods, AllowedHeaders: ['*'] };
  await s3.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
});
afterAll(async () => s3.stop());

const at = (rest: string) => `/${bucketName}${rest}`;
const presigned = async (sending: Signed) => s3.presigned({ host, to: home, ...sending });
const signed = async (sending: Signed) => s3.signed({ host, to: home, ...sending });

test('a link opens, and a door without a signature', async () => {
  expect((await presigned({ target: at('/file') })).text).toBe('file');
  expect(await s3.raw({ to: home, target: at('/doors/one'), headers: { Host: host } })).toMatchObject({ status: 200 });
});

/** Each is allowed to who comes from loopback with the key, but for the last three. */
type Asked = readonly [method: string, target: string, headers: Readonly<Record<string, string>>];
const asked = (method: string, target: string, headers = {}): Asked => [method, target, headers];
const ofOwner: readonly Asked[] = [
  asked('GET', '/'),
  asked('GET', at('')),
  asked('GET', at('?list-type=2')),
  asked('GET', at('?versions')),
  asked('GET', at('?uploads')),
  asked('GET', at('?location')),
  asked('GET', at('?policy')),
  asked('GET', at('?cors')),
  asked('HEAD', at('')),
  asked('PUT', at('?policy')),
  asked('PUT', '/another-bucket'),
  asked('DELETE', '/another-bucket'),
  asked('POST', at('?delete')),
  asked('GET', at('/file?tagging')),
  asked('GET', at('/file?attributes'), { 'x-amz-object-attributes': 'ETag' }),
  asked('GET', at('/file?versionId=null')),
  asked('GET', at('/file?uploadId=none')),
  asked('POST', at('/file?uploads')),
  asked('PUT', at('/copy'), { 'x-amz-copy-source': at('/file') }),
  asked('PUT', at(`/copy?x-amz-copy-source=${encodeURIComponent(at('/file'))}`)),
  asked('PUT', at('/file?tagging')),
  asked('DELETE', at('/file')),
  asked('DELETE', at('/file?tagging')),
  asked('DELETE', at('/file?versionId=null')),
  asked('OPTIONS', at('/file'), { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' }),
  asked('TRACE', at('/file')),
  asked('PATCH', at('/file')),
];

/** Each refusal is late: they are waited for together. */
describe('with the key itself', () => {
  test.concurrent.each<Asked>(ofOwner)('a presigned %s %s is refused', async (method, target, headers) => {
    const { status, headers: told } = await presigned({ method, target, headers });
    expect(status).toBe(403);
    expect(Object.keys(told).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test.concurrent.each<Asked>([...ofOwner, ...['GET', 'PUT', 'HEAD'].map((method) => asked(method, at('/file')))])(
    'a %s %s that is signed in its header is refused',
    async (method, target, headers) => {
      expect((await signed({ method, target, headers })).status).toBe(403);
    },
  );

  test('nothing was changed by all that', async () => {
    expect((await s3.signed({ target: at('/file') })).text).toBe('file');
    expect((await s3.signed({ target: at('?list-type=2') })).text).toMatch(/<KeyCount>2<\/KeyCount>/);
  });
});

test.concurrent.each([
  ['GET', '/'],
  ['GET', at('')],
  ['GET', at('/file')],
  ['HEAD', at('/file')],
  ['GET', at('/doors/two')],
  ['GET', at('/doors/../file')],
  ['GET', at('/doors/%2e%2e/file')],
  ['GET', '/../../../../etc/passwd'],
  ['GET', '/..%2f..%2f..%2fetc/passwd'],
  ['GET', at('/doors/one?versionId=null')],
  ['PUT', at('/doors/one')],
  ['DELETE', at('/doors/one')],
  ['POST', at('')],
  ['GET', '/favicon.ico'],
  ['GET', `/-/owner?nonce=${'0'.repeat(32)}`],
  ['POST', '/-/network-addresses'],
])('an unsigned %s %s gets nothing', async (method, target) => {
  const { status, text } = await s3.raw({ to: home, method, target, headers: { Host: host } });
  expect([400, 403]).toContain(status);
  expect(text).toMatch(/^$|<Code>AccessDenied<\/Code>/);
});

test.each([
  ['another key', { accessKeyId: 'OTHER' }],
  ['another secret', { secretAccessKey: 'guessed' }],
  ['another region', { region: 'eu-west-1' }],
  ['an end that has come', { dateMs: Date.now() - 120_000 }],
])('a link by %s does not open', async (_what, spoilt) => {
  const { status, text } = await presigned({ target: at('/file'), ...spoilt });
  expect([400, 403]).toContain(status);
  expect(text).not.toContain('>file<');
});

test('what is said of a link that does not open has its path, and nothing of its query', async () => {
  const target = `${at('/file')}?response-content-type=text/canary`;
  const { text } = await presigned({ target, secretAccessKey: 'guessed' });
  expect(text).toContain(`<Resource>${at('/file')}</Resource>`);
  expect(text).not.toMatch(/X-Amz|Signature=|canary/i);
});

describe('by another name', () => {
  const names = (port: number) => [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `[::1]:${port}`,
    `${bucketName}.localhost:${port}`,
    `127.0.0.3:${port}`,
    `evil.example:${port}`,
    home,
    `${home}:${port + 1}`,
  ];

  test('a good link is refused on the network, and the address of the network on loopback', async () => {
    for (const name of names(s3.bucket.port)) {
      expect([name, (await presigned({ host: name, target: at('/file') })).status]).toEqual([name, 403]);
    }
    expect((await s3.presigned({ host, target: at('/file') })).status).toBe(403);
  });
});

test('no other origin is allowed anything, whatever the bucket says to those on this computer', async () => {
  const foreign = { target: at('/file'), headers: { Origin: 'https://evil.example' } };
  expect((await presigned({ ...foreign, unsigned: ['origin'] })).headers).not.toHaveProperty(
    'access-control-allow-origin',
  );
  // As a browser asks first: without a signature, whatever it is about to send.
  const headers = { Host: host, ...foreign.headers, 'Access-Control-Request-Method': 'PUT' };
  for (const target of [foreign.target, presignTarget({ host, method: 'PUT', target: foreign.target })]) {
    const first = await s3.raw({ to: home, method: 'OPTIONS', target, headers });
    expect(first).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(Object.keys(first.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
  const onLoopback = await s3.presigned({ ...foreign, unsigned: ['origin'] });
  expect(onLoopback.headers).toHaveProperty('access-control-allow-origin', '*');
});

test('a refusal without a signature is late, and a link is not', async () => {
  const took = async (asked: Promise<unknown>) => {
    const startedMs = performance.now();
    await asked;
    return performance.now() - startedMs;
  };
  const refused = s3.raw({ to: home, target: at('/file'), headers: { Host: host } });
  expect(await took(refused)).toBeGreaterThan(200);
  const quickest = [];
  for (let turn = 0; turn < 5; turn += 1) quickest.push(await took(presigned({ target: at('/file') })));
  expect(Math.min(...quickest)).toBeLessThan(200);
});

test('who asks again before the answer is hung up on', async () => {
  const ask = `GET ${at('/file')} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const socket = connect({ host: home, port: s3.bucket.port });
  let text = '';
  socket.on('data', (piece) => (text += piece.toString()));
  socket.write(ask.repeat(1000));
  await once(socket, 'close');
  expect(text).toBe('');
});

describe('room on the disk', () => {
  const mebibyte = 1024 ** 2;
  let freeBytes = 0;
  let small: Fixture;
  beforeAll(async () => {
    const addresses = () => new Set([home]);
    small = await serve({}, { now: Date.now, sweepIntervalMs: 60_000, addresses, freeBytes: async () => freeBytes });
    await small.bucket.listenOn([home]);
  });
  afterAll(async () => small.stop());
  const put = (key: string, sizeBytes: number, to: Partial<Signed> = {}) => {
    const target = at(`/${key}`);
    return small.presigned({
      method: 'PUT',
      target,
      body: Buffer.alloc(sizeBytes),
      ...to,
      headers: { 'content-length': String(sizeBytes) },
    });
  };
  const asGuest = () => ({ to: home, host: `${home}:${small.bucket.port}` });

  test('a guest’s upload leaves 512 MiB free, and nothing of one that would not is stored; the owner’s own is stored', async () => {
    freeBytes = 513 * mebibyte;
    expect((await put('fits', mebibyte, asGuest())).status).toBe(200);
    expect(await put('over', mebibyte + 1, asGuest())).toMatchObject({ status: 507, code: 'InsufficientStorage' });
    expect((await put('empty', 0, asGuest())).status).toBe(200);
    expect((await put('own', mebibyte + 1)).status).toBe(200);
    expect((await small.signed({ target: at('?list-type=2') })).text).toMatch(/<KeyCount>3<\/KeyCount>/);
  });

  test('uploads that run at once know of each other, and of nobody without a link', async () => {
    freeBytes = 514 * mebibyte;
    const { host: name } = asGuest();
    const lengthBytes = 2 * mebibyte;
    const begin = (target: string, method = 'PUT') => {
      const socket = connect({ host: home, port: small.bucket.port });
      socket.on('error', () => undefined);
      socket.write(`${method} ${target} HTTP/1.1\r\nHost: ${name}\r\nContent-Length: ${lengthBytes}\r\n\r\n`);
      return socket;
    };
    const stranger = begin(at('/stranger'));
    const slow = begin(presignTarget({ host: name, method: 'PUT', target: at('/slow') }));
    // The room is taken once its signature was read.
    await expect.poll(async () => (await put('second', mebibyte, asGuest())).status).toBe(507);
    slow.write(Buffer.alloc(lengthBytes));
    const [answer] = (await once(slow, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 200/);
    expect((await put('second', mebibyte, asGuest())).status).toBe(200);
    for (const socket of [stranger, slow]) socket.destroy();
  });
});

describe('connections', () => {
  const limits = { most: 12, mostOfOne: 6, mostUnsigned: 8, mostUnsignedOfOne: 4, mostOwn: 20 };
  const at = '127.0.0.9';
  const server = createServer();
  const guests = new GuestSockets(limits);
  const unsigned = guests.watch(server);
  const taken: Socket[] = [];
  server.prependListener('connection', (socket) => taken.push(socket));
  beforeAll(async () => {
    server.listen(0, at);
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  /** So many connections of one remote address; `open` counts those that the server keeps. */
  async function connections(from: string, count: number) {
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const sockets: { readonly mine: Socket; readonly theirs: Socket }[] = [];
    for (let index = 0; index < count; index += 1) {
      const mine = connect({ host: at, port, localAddress: from });
      mine.on('error', () => undefined);
      const before = taken.length;
      await once(mine, 'connect');
      await vi.waitUntil(() => taken.length > before);
      const theirs = taken.at(-1);
      if (theirs !== undefined) sockets.push({ mine, theirs });
    }
    return {
      open: () => sockets.map(({ theirs }) => !theirs.destroyed),
      authenticate: () => sockets.forEach(({ theirs }) => unsigned.signed(theirs)),
      async end() {
        for (const { mine } of sockets) mine.destroy();
        await vi.waitUntil(() => sockets.every(({ theirs }) => theirs.closed));
      },
    };
  }
  const kept = (of: { readonly open: () => readonly boolean[] }) => of.open().filter(Boolean).length;

  test('of one address get as many as it may have, and as many again once they have ended', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      const first = await connections('127.0.0.1', 6);
      expect(first.open()).toEqual([true, true, true, true, false, false]);
      first.authenticate();
      const second = await connections('127.0.0.1', 4);
      expect(second.open()).toEqual([true, true, false, false]);
      await first.end();
      await second.end();
    }
  });

  test('of this computer itself are not those of one address', async () => {
    const own = await connections(at, 21);
    expect(own.open()).toEqual([...Array.from({ length: 20 }, () => true), false]);
    const guest = await connections('127.0.0.1', 4);
    expect([kept(own), kept(guest)]).toEqual([20, 4]);
    await Promise.all([own.end(), guest.end()]);
  });

  test.runIf(manyAddresses)('of many addresses push out the oldest without a link, and none with one', async () => {
    const guest = await connections('127.0.0.1', 3);
    guest.authenticate();
    const thieves = [];
    for (const from of ['127.0.0.2', '127.0.0.3', '127.0.0.4']) thieves.push(await connections(from, 4));
    expect(kept(guest)).toBe(3);
    expect(thieves.map(kept)).toEqual([0, 4, 4]);
    await Promise.all([guest, ...thieves].map((one) => one.end()));
  });

  test.runIf(manyAddresses)('of many addresses with links are as many as there may be, and no more', async () => {
    const guests = [];
    for (const from of ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4']) {
      const guest = await connections(from, 4);
      guest.authenticate();
      guests.push(guest);
    }
    expect(guests.map(kept)).toEqual([4, 4, 4, 0]);
    await Promise.all(guests.map((one) => one.end()));
  });

  test.runIf(process.platform === 'linux')('a file system that tells no size is not taken for a full one', async () => {
    expect(await freeBytesOf('/proc')).toBe(Number.POSITIVE_INFINITY);
    expect(await freeBytesOf('.')).toSatisfy(Number.isSafeInteger);
  });
});
