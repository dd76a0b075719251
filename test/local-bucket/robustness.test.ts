// Clients that break the rules of HTTP, stall, lie or leave: each gets an answer or an end, and the server goes on.

import { once } from 'node:events';
import { open, readdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { notUnderWine } from '../platform';
import { connectToOwner } from '../../main/local-bucket/server/instance-file';
import { receivePieces } from '../../main/local-bucket/auth/request-body';
import type { S3Request } from '../../main/local-bucket/protocol/request';
import { type Fixture, bucketName, exchange, serve } from './fixture';
import { signHeaders } from './signing';
import { volume } from '../volume';

const Bucket = bucketName;
/** Longer than any test: what ends before was ended by the server. */
const forServer = 300_000;
const limited = (headersMs: number, silenceMs: number) =>
  serve(
    {},
    {
      now: Date.now,
      sweepIntervalMs: 60_000,
      limits: { headersMs, silenceMs, keepAliveMs: 15_000, checkEveryMs: 100 },
    },
  );
const putHere = ({ client }: Fixture) =>
  client.send(new PutObjectCommand({ Bucket, Key: 'here', Body: 'still alive' }));
let s3: Fixture;
beforeAll(async () => {
  s3 = await serve();
  await putHere(s3);
});
afterAll(async () => s3.stop());
// Whatever a test did to the server, it must still serve.
afterEach(async () => {
  const { text } = await s3.signed({ target: `/${Bucket}/here` });
  if (text !== 'still alive') throw new Error(`The server is not well: ${text}`);
});

const send = async (text: string, quietMs?: number) => exchange(s3.bucket.port, text, quietMs);
/** The head of a signed request, to be sent by hand. */
function head(method: string, target: string, headers: Record<string, string>): string {
  const signed = signHeaders({ host: s3.host, method, target, headers }).headers;
  const lines = Object.entries(signed).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}
/** A form as it begins; its fields are to follow. */
const formHead = (host = s3.host) =>
  `POST /${Bucket} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 10000\r\n\r\n--B\r\nContent-Dis`;
const blobs = async () => (await readdir(join(s3.options.dataDir, 'blobs'))).length;

describe('what is no HTTP', () => {
  test.each([
    ['noise', 'hello\r\n\r\n', /^HTTP\/1\.1 400/],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001', /^HTTP\/1\.1 400/],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
    ['no host by the old rules', 'GET / HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 403/],
    ['an unknown version', 'GET / HTTP/9.9\r\n\r\n', /^HTTP\/1\.1 400/],
    [
      'two lengths',
      'PUT /x HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
      /^HTTP\/1\.1 400/,
    ],
    [
      'a length and chunks',
      'PUT /x HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    ['a length below nothing', 'PUT /x HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n', /^HTTP\/1\.1 400/],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\r\n\r\n', /^HTTP\/1\.1 4/],
    ['a header with a NUL', 'GET / HTTP/1.1\r\nHost: HOST\r\nX: a\u0000b\r\n\r\n', /^HTTP\/1\.1 400/],
    [
      'endless headers',
      `GET / HTTP/1.1\r\nHost: HOST\r\n${`X-Y: ${'z'.repeat(1000)}\r\n`.repeat(100)}\r\n`,
      /^HTTP\/1\.1 431/,
    ],
    ['an endless target', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: HOST\r\n\r\n`, /^HTTP\/1\.1 431/],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\n\r\n', /^$/],
    [
      'an upgrade',
      'GET / HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 403/,
    ],
    [
      'a strange expectation',
      'PUT /x HTTP/1.1\r\nHost: HOST\r\nExpect: miracles\r\nContent-Length: 0\r\n\r\n',
      /^HTTP\/1\.1 417/,
    ],
  ])('%s', async (_name, text, answer) => {
    expect(await send(text.replace('HOST', s3.host))).toMatch(answer);
  });

  test('a header value that could not be sent back is not stored', async () => {
    const stored = await send(
      `${head('PUT', `/${Bucket}/del`, { 'content-length': '1', 'content-type': 'a\u007fb' })}x`,
      200,
    );
    expect(stored).toMatch(/^HTTP\/1\.1 400/);
    expect((await s3.signed({ target: `/${Bucket}/del` })).status).toBe(404);
  });

  test('two requests at once get two answers, in order', async () => {
    const request = head('GET', `/${Bucket}/here`, {});
    const answers = await send(request + request.replace('/here ', '/gone '));
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403']);
  });
});

describe('who stalls', () => {
  let patient: Fixture;
  beforeAll(async () => {
    patient = s3;
    s3 = await limited(1_000, 2_000);
    await putHere(s3);
  });
  afterAll(async () => {
    await s3.stop();
    s3 = patient;
  });

  test('headers that never end are cut off', async () => {
    const answer = await send(`GET /${Bucket} HTTP/1.1\r\nHost: ${s3.host}\r\nX-Slow: `, forServer);
    expect(answer).toMatch(/^HTTP\/1\.1 (?:400|408)/);
  });

  test('headers that drip are cut off, too', async () => {
    const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
    socket.on('error', () => undefined);
    const closed = new Promise<true>((resolve) => socket.once('close', () => resolve(true)));
    socket.resume();
    socket.write(`GET /${Bucket} HTTP/1.1\r\nHost: ${s3.host}\r\nX-Slow: `);
    const drip = setInterval(() => socket.write('x'), 50);
    await expect(closed).resolves.toBe(true);
    clearInterval(drip);
  });

  test('fields of a form that drip are cut off like headers, with an answer', async () => {
    const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
    socket.on('error', () => undefined);
    let answer = '';
    socket.on('data', (piece) => (answer += piece.toString('latin1')));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(formHead());
    const drip = setInterval(() => socket.write('x'), 50);
    await closed;
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*<Code>RequestTimeout<\/Code>/);
  });

  // Wine takes them in so slowly that the queue is still full when the next one comes.
  test.runIf(notUnderWine('it takes hundreds of connections in for seconds'))(
    '600 forms that were sent by half keep nobody from the bucket: neither who has a link nor its owner',
    async () => {
      const other = await limited(forServer, forServer);
      await putHere(other);
      const half = Array.from({ length: 600 }, () => connect({ host: '127.0.0.1', port: other.bucket.port }));
      for (const socket of half) socket.on('error', () => undefined).write(formHead(other.host));
      // Some are refused at once where the system's own queue is short.
      await Promise.all(half.map((socket) => once(socket, 'connect').catch(() => undefined)));
      await delay(100);
      const { text } = await other.presigned({ target: `/${Bucket}/here` });
      const owner = await connectToOwner(other.options.dataDir, other.bucket.port, 'local', forServer);
      const byPort = await connectToOwner(other.options.dataDir, other.bucket.port, 'port', forServer);
      expect(text).toBe('still alive');
      for (const socket of [owner, byPort, ...half]) socket.destroy();
      await other.stop();
    },
  );

  test('a body that stops coming ends the connection and leaves nothing', async () => {
    const before = await blobs();
    const text = head('PUT', `/${Bucket}/stalled`, { 'content-length': '3000000' }) + 'x'.repeat(2_000_000);
    await send(text, forServer);
    expect((await s3.signed({ target: `/${Bucket}/stalled` })).status).toBe(404);
    await expect.poll(blobs).toBe(before);
  });

  test('a body that only trickles is refused', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const trickle = async function* () {
        for (let minute = 0; minute < 10; minute += 1) {
          yield Buffer.alloc(1000);
          vi.setSystemTime(Date.now() + 30_000);
        }
      };
      const body = { iterator: () => trickle() } as unknown as IncomingMessage;
      const request = { body, expectBody: () => undefined } as unknown as S3Request;
      let sizeBytes = 0;
      await expect(
        (async () => {
          for await (const piece of receivePieces(request)) sizeBytes += piece.length;
        })(),
      ).rejects.toMatchObject({ code: 'RequestTimeout' });
      expect(sizeBytes).toBe(3000);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a reader that does not read is let go', async () => {
    const before = await blobs();
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'big', Body: Buffer.alloc(20_000_000) }));
    const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
    socket.on('error', () => undefined);
    socket.write(head('GET', `/${Bucket}/big`, {}));
    await once(socket, 'readable');
    // The file goes with its last reader.
    expect((await s3.signed({ method: 'DELETE', target: `/${Bucket}/big` })).status).toBe(204);
    expect(await blobs()).toBe(before + 1);
    await expect.poll(blobs).toBe(before);
    const received = new Promise<number>((resolve) => {
      let sizeBytes = 0;
      socket.on('data', (piece) => (sizeBytes += piece.length));
      socket.once('close', () => resolve(sizeBytes));
      socket.resume();
    });
    expect(await received).toBeLessThan(20_000_000);
  });
});

describe('who leaves', () => {
  test('in the middle of an upload, leaves neither an object nor a file', async () => {
    const before = await blobs();
    for (const sent of [0, 1, 100_000, 2_500_000]) {
      const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
      socket.on('error', () => undefined);
      socket.write(head('PUT', `/${Bucket}/left`, { 'content-length': '3000000' }) + 'x'.repeat(sent));
      await delay(50);
      socket.resetAndDestroy();
    }
    await expect.poll(blobs).toBe(before);
    expect((await s3.signed({ target: `/${Bucket}/left` })).status).toBe(404);
  });

  test('in the middle of a form or a list of parts, is forgotten', async () => {
    const before = await blobs();
    for (const text of [
      formHead(),
      `${head('POST', `/${Bucket}?delete`, { 'content-length': '500', 'content-md5': 'x' })}<Delete>`,
    ]) {
      const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
      socket.on('error', () => undefined);
      socket.write(text);
      await delay(30);
      socket.resetAndDestroy();
    }
    await expect.poll(blobs).toBe(before);
  });

  test('in the middle of a download, frees the object', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'dropped', Body: Buffer.alloc(20_000_000) }));
    const before = await blobs();
    const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
    socket.on('error', () => undefined);
    socket.write(head('GET', `/${Bucket}/dropped`, {}));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.resetAndDestroy();
    await s3.signed({ method: 'DELETE', target: `/${Bucket}/dropped` });
    await expect.poll(blobs).toBe(before - 1);
  });
});

describe('expectations', () => {
  test('100 Continue comes once the headers passed, and only then', async () => {
    const good = head('PUT', `/${Bucket}/expected`, { 'content-length': '5', expect: '100-continue' });
    expect(await send(good, 200)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    const both = await send(`${good}hello`);
    expect(both.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 200']);
    const refused = await send(good.replace('/expected ', '/other '));
    expect(refused.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 403']);
    expect(refused).toMatch(/Connection: close/i);
    const late = await send(
      head('PUT', `/${Bucket}/here`, { 'content-length': '5', 'if-none-match': '*', expect: '100-continue' }),
    );
    expect(late.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 412']);
  });

  test('a refusal reaches a client that is still sending', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answer = await s3.signed({
        method: 'PUT',
        target: `/${Bucket}/refused`,
        secretAccessKey: 'wrong',
        headers: { 'content-length': '8000000' },
        body: Buffer.alloc(8_000_000),
      });
      expect([answer.status, answer.code]).toEqual([403, 'SignatureDoesNotMatch']);
    }
  });

  test('so does one that comes in the middle of the body', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answer = await s3.signed({
        method: 'PUT',
        target: `/${Bucket}/refused`,
        payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        headers: { 'content-length': '8000000', 'x-amz-decoded-content-length': '7000000' },
        body: Buffer.alloc(8_000_000, 'no chunk '),
      });
      expect([answer.status, answer.code]).toEqual([400, 'InvalidRequest']);
    }
  });

  test('and so does the news of a disk that is full, with nothing left behind', async () => {
    const before = await blobs();
    const handle = await open(join(s3.options.dataDir, 'journal'));
    await handle.close();
    const handles = Object.getPrototypeOf(handle) as { writev(): Promise<unknown> };
    const full = vi.spyOn(handles, 'writev').mockRejectedValue(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    for (let round = 0; round < 5; round += 1) {
      const answer = await s3.signed({
        method: 'PUT',
        target: `/${Bucket}/too-much`,
        headers: { 'content-length': '12000000' },
        body: Buffer.alloc(12_000_000),
      });
      expect([answer.status, answer.code]).toEqual([507, 'InsufficientStorage']);
    }
    full.mockRestore();
    expect(await blobs()).toBe(before);
    expect((await s3.signed({ target: `/${Bucket}/too-much` })).status).toBe(404);
  });

  test('a refused upload without end is not taken in', async () => {
    const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
    socket.on('error', () => undefined);
    let sent = 0;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.resume();
    socket.write(`PUT /${Bucket}/endless HTTP/1.1\r\nHost: ${s3.host}\r\nContent-Length: 4000000000\r\n\r\n`);
    const piece = Buffer.alloc(1_000_000);
    const more = (cause?: Error | null): void => {
      if (cause || socket.destroyed || socket.writableEnded) return;
      sent += piece.length;
      socket.write(piece, more);
    };
    more();
    await closed;
    expect(sent).toBeLessThan(100_000_000);
  });
});

test('no request whatever makes an internal error', async () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('aB/%?&=+.-_~"<> \u00e9\u2028;:,*\\')), maxLength: 12 });
  const names = [
    'range',
    'if-match',
    'if-none-match',
    'if-modified-since',
    'content-md5',
    'x-amz-copy-source',
    'x-amz-copy-source-range',
    'x-amz-checksum-crc32',
    'x-amz-sdk-checksum-algorithm',
    'x-amz-trailer',
    'x-amz-tagging',
    'x-amz-metadata-directive',
    'x-amz-date',
    'x-amz-decoded-content-length',
    'x-amz-object-attributes',
    'x-amz-mp-object-size',
    'content-type',
    'origin',
    'access-control-request-method',
    'x-amz-acl',
    'x-amz-meta-a',
    'content-encoding',
  ];
  const queries = [
    'uploads',
    'uploadId',
    'partNumber',
    'delete',
    'list-type',
    'prefix',
    'delimiter',
    'max-keys',
    'marker',
    'start-after',
    'continuation-token',
    'encoding-type',
    'cors',
    'lifecycle',
    'tagging',
    'attributes',
    'location',
    'versionId',
    'response-content-type',
    'key-marker',
    'upload-id-marker',
  ];
  const request = fc.record({
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS'),
    path: fc.oneof(
      fc.constant(`/${Bucket}`),
      fc.constant(`/${Bucket}/fuzz`),
      text.map((name) => `/${encodeURIComponent(name)}`),
      text.map((key) => `/${Bucket}/${encodeURIComponent(key)}`),
    ),
    query: fc.dictionary(
      fc.constantFrom(...queries),
      fc.oneof(fc.constantFrom('', '1', '2', '10001', '-1', 'url', '/'), text),
      { maxKeys: 3 },
    ),
    headers: fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(fc.constantFrom('*', '0', 'bytes=0-0', 'CRC32', 'AAAAAA==', 'COPY', `${Bucket}/here`), text),
      { maxKeys: 3 },
    ),
    payloadHash: fc.constantFrom(
      'UNSIGNED-PAYLOAD',
      'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x',
    ),
    body: fc.oneof(
      fc.constantFrom(
        '',
        '0\r\n\r\n',
        '<Delete/>',
        '<CompleteMultipartUpload><Part/></CompleteMultipartUpload>',
        '<Tagging><TagSet/></Tagging>',
      ),
      text,
    ),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, headers, payloadHash, body }) => {
      // The bucket itself and the object that proves life are left alone.
      fc.pre(!(method === 'DELETE' && Object.keys(query).length === 0 && !path.includes('fuzz')));
      const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      const safe = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\u0020-\u007e]/g, '').trim()]),
      );
      const target = pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
      const answer = await s3.signed({
        method,
        target,
        headers: { ...safe, 'content-length': String(Buffer.byteLength(body)) },
        payloadHash,
        body,
      });
      expect([answer.status, target, safe]).toEqual([
        expect.toSatisfy((status: number) => status < 500 || status === 501),
        target,
        safe,
      ]);
    }),
    { numRuns: volume(150) },
  );
});

test('closing waits for what is under way only so long', async () => {
  const other = await serve();
  const host = `127.0.0.1:${other.bucket.port}`;
  const { headers } = signHeaders({
    host,
    method: 'PUT',
    target: `/${Bucket}/slow`,
    headers: { 'content-length': '100' },
  });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect({ host: '127.0.0.1', port: other.bucket.port });
  socket.on('error', () => undefined);
  socket.write(`PUT /${Bucket}/slow HTTP/1.1\r\n${lines.join('')}\r\nx`);
  await delay(50);
  // The server's limit on silence is two minutes.
  await expect(other.stop()).resolves.toBeUndefined();
  socket.destroy();
});

describe('an answer outlives the bytes that nobody read (RFC 9112, section 9.6)', () => {
  /** Sends all pieces, with a pause between, reads nothing before that, and gives what was then there to be read. */
  async function readLate(pieces: readonly (string | Uint8Array)[]): Promise<string> {
    const socket = connect({ host: '127.0.0.1', port: s3.bucket.port });
    let text = '';
    let problem: Error | undefined;
    socket.on('error', (cause) => (problem = cause));
    for (const piece of pieces) {
      socket.write(piece);
      await delay(100);
    }
    socket.setEncoding('latin1').on('data', (piece: string) => (text += piece));
    await delay(200);
    socket.destroy();
    expect(problem).toBeUndefined();
    return text;
  }
  const closing = (method: string, lengthBytes: number) =>
    head(method, `/${Bucket}/late`, {
      'content-length': String(lengthBytes),
      connection: 'close',
      'x-amz-checksum-crc32': 'x',
    });
  const half = Buffer.alloc(100_000);

  test.each([
    ['PUT', /^HTTP\/1\.1 400 .*<\/Error>$/s],
    ['POST', /^HTTP\/1\.1 501 .*<\/Error>$/s],
    ['DELETE', /^HTTP\/1\.1 204 .*\r\n\r\n$/s],
    ['HEAD', /^HTTP\/1\.1 404 .*\r\n\r\n$/s],
  ])('to %s', async (method, answer) => {
    expect(await readLate([closing(method, 200_000), half, half])).toMatch(answer);
  });

  test('to GET, whose body nobody asked for', async () => {
    const text = head('GET', `/${Bucket}/here`, { 'content-length': '200000', connection: 'close' });
    expect(await readLate([text, half, half])).toMatch(/^HTTP\/1\.1 200 .*still alive$/s);
  });

  test('to more than is read of it', async () => {
    const answer = await readLate([closing('PUT', 60_000_000), Buffer.alloc(30_000_000), Buffer.alloc(30_000_000)]);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d .*<\/Error>$/s);
  });

  test('a form that was refused half read is read to its end, and its connection serves on', async () => {
    const field = (name: string, value: string) =>
      `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = `${field('key', 'k')}${field('policy', 'no policy')}${field('file', 'x'.repeat(1000))}--B--\r\n`;
    const form = `POST /${Bucket} HTTP/1.1\r\nHost: ${s3.host}\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const answers = await send(form + head('GET', `/${Bucket}/here`, {}));
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual([expect.stringMatching(/ 4\d\d$/), 'HTTP/1.1 200']);
  });

  test('to headers without end', async () => {
    const endless = `X-Y: ${'z'.repeat(1000)}\r\n`.repeat(60);
    const answer = await readLate([`GET / HTTP/1.1\r\nHost: ${s3.host}\r\n${endless}`, endless, endless, endless]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});
