// aws-chunked uploads: AWS's worked examples, real streams of the SDK, and every link of the chain of signatures broken.

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChunkedFormat, chunkedFormat, decodeChunks } from '../../../main/local-bucket/auth/signed-chunks';
import type { Identity } from '../../../main/local-bucket/auth/signature';
import { type Fixture, bucketName, serve } from '../fixture';
import { deriveKey, hmac, sha256, signHeaders } from '../signing';

const signedStream = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const signedTrailer = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
const unsignedTrailer = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

async function decode(pieces: readonly Uint8Array[], format: ChunkedFormat, identity: Identity) {
  let trailer: ReadonlyMap<string, string> = new Map();
  const payload: Uint8Array[] = [];
  for await (const piece of decodeChunks(Readable.from(pieces), format, identity, (got) => (trailer = got))) {
    payload.push(Buffer.from(piece));
  }
  return { payload: Buffer.concat(payload), trailer };
}

describe('the examples of the S3 documentation', () => {
  const identity = (signature: string): Identity => ({
    presigned: false,
    payloadHash: '',
    date: '20130524T000000Z',
    scope: '20130524/us-east-1/s3/aws4_request',
    key: deriveKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '20130524', 'us-east-1'),
    signature,
  });
  const chunk = (size: number, signature: string) =>
    `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}${size > 0 ? '\r\n' : ''}`;
  const plain = [
    chunk(65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'),
    chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'),
    `${chunk(0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9')}\r\n`,
  ].join('');
  const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
  const format = { signed: true, trailer: false };

  test('a signed stream, however it is cut into pieces', async () => {
    const bytes = Buffer.from(plain);
    for (const size of [bytes.length, 1000, 7, 1]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      const { payload } = await decode(pieces, format, identity(seed));
      expect(payload.equals(Buffer.alloc(66_560, 'a'))).toBe(true);
    }
  });

  test('the same with a byte, a signature or the seed changed', async () => {
    const spoil = async (text: string, signature = seed) => decode([Buffer.from(text)], format, identity(signature));
    await expect(spoil(plain.replace('aaa\r\n', 'aab\r\n'))).rejects.toThrow(/signature/);
    await expect(spoil(plain.replace('=ad80', '=ad81'))).rejects.toThrow(/signature/);
    await expect(spoil(plain.replace('=b6c6', '=b6c7'))).rejects.toThrow(/signature/);
    await expect(spoil(plain, seed.replace('4f', '5f'))).rejects.toThrow(/signature/);
  });

  test('a signed stream with a signed trailer', async () => {
    const signatures = [
      'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
      '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
      '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
    ] as const;
    const body = [
      chunk(65_536, signatures[0]),
      chunk(1024, signatures[1]),
      chunk(0, signatures[2]),
      'x-amz-checksum-crc32c:sOO8/Q==\r\n',
      'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
    ].join('');
    const seedOfTrailer = identity('106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e');
    const withTrailer = { signed: true, trailer: true };
    const { trailer } = await decode([Buffer.from(body)], withTrailer, seedOfTrailer);
    expect([...trailer]).toEqual([['x-amz-checksum-crc32c', 'sOO8/Q==']]);
    const spoiled = body.replace('sOO8', 'sOO9');
    await expect(decode([Buffer.from(spoiled)], withTrailer, seedOfTrailer)).rejects.toThrow(/signature/);
  });
});

describe('over HTTP', () => {
  let s3: Fixture;
  beforeAll(async () => {
    s3 = await serve();
  });
  afterAll(async () => s3.stop());

  const target = `/${bucketName}/stream`;

  interface Stream {
    readonly payloadHash: string;
    readonly chunks: readonly Buffer[];
    readonly trailer?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly decodedLength?: string;
    readonly spoil?: (body: Buffer) => Buffer;
  }

  async function send(stream: Stream) {
    const payloadBytes = stream.chunks.reduce((total, piece) => total + piece.length, 0);
    const isSigned = stream.payloadHash !== unsignedTrailer;
    const { headers, signature, key, date, scope } = signHeaders({
      host: s3.host,
      method: 'PUT',
      target,
      payloadHash: stream.payloadHash,
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': stream.decodedLength ?? String(payloadBytes),
        ...(stream.trailer === undefined ? {} : { 'x-amz-trailer': Object.keys(stream.trailer).join(',') }),
        ...stream.headers,
      },
    });
    let previous = signature;
    const pieces: Buffer[] = [];
    for (const chunk of [...stream.chunks, Buffer.alloc(0)]) {
      const text = ['AWS4-HMAC-SHA256-PAYLOAD', date, scope, previous, sha256(''), sha256(chunk)].join('\n');
      previous = hmac(key, text).toString('hex');
      pieces.push(Buffer.from(`${chunk.length.toString(16)}${isSigned ? `;chunk-signature=${previous}` : ''}\r\n`));
      if (chunk.length > 0) pieces.push(chunk, Buffer.from('\r\n'));
    }
    if (stream.trailer !== undefined) {
      const lines = Object.entries(stream.trailer).map(([name, value]) => `${name}:${value}`);
      pieces.push(Buffer.from(lines.map((line) => `${line}\r\n`).join('')));
      if (isSigned) {
        const text = ['AWS4-HMAC-SHA256-TRAILER', date, scope, previous, sha256(lines.map((l) => `${l}\n`).join(''))];
        pieces.push(Buffer.from(`x-amz-trailer-signature:${hmac(key, text.join('\n')).toString('hex')}\r\n`));
      }
    }
    pieces.push(Buffer.from('\r\n'));
    const body = (stream.spoil ?? ((same) => same))(Buffer.concat(pieces));
    return s3.raw({ method: 'PUT', target, headers: { ...headers, 'content-length': String(body.length) }, body });
  }

  const chunks = [Buffer.alloc(65_536, 'x'), Buffer.alloc(8192, 'y'), Buffer.alloc(10, 'z')];
  const content = Buffer.concat(chunks);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(content));
  const trailer = { 'x-amz-checksum-crc32': crc.toString('base64') };

  test.each([
    ['signed', { payloadHash: signedStream, chunks }],
    ['signed with a trailer', { payloadHash: signedTrailer, chunks, trailer }],
    ['unsigned with a trailer', { payloadHash: unsignedTrailer, chunks, trailer }],
    ['signed and empty', { payloadHash: signedStream, chunks: [] }],
  ])('a %s stream is decoded and its framing forgotten', async (_name, stream) => {
    const answer = await send(stream);
    expect([answer.text, answer.status]).toEqual(['', 200]);
    const got = await s3.signed({ target });
    expect(got.body.equals(Buffer.concat(stream.chunks))).toBe(true);
    expect(got.headers['content-encoding']).toBeUndefined();
    expect(got.headers['etag']).toBe(`"${createHash('md5').update(Buffer.concat(stream.chunks)).digest('hex')}"`);
  });

  test('an encoding of the object itself stays', async () => {
    await send({ payloadHash: signedStream, chunks, headers: { 'content-encoding': 'aws-chunked,gzip' } });
    expect((await s3.signed({ method: 'HEAD', target })).headers['content-encoding']).toBe('gzip');
  });

  const spoilings: readonly (readonly [string, Stream, string])[] = [
    [
      'a changed byte',
      {
        payloadHash: signedStream,
        chunks,
        spoil: (b) => Buffer.from(b.toString('latin1').replace('xxx', 'xyx'), 'latin1'),
      },
      'SignatureDoesNotMatch',
    ],
    [
      'a changed last signature',
      {
        payloadHash: signedStream,
        chunks,
        spoil: (b) =>
          Buffer.from(b.toString('latin1').replace(/(\r\n0;chunk-signature=)[0-9a-f]{4}/, '$10000'), 'latin1'),
      },
      'SignatureDoesNotMatch',
    ],
    [
      'a missing last chunk',
      { payloadHash: signedStream, chunks, spoil: (b) => b.subarray(0, b.lastIndexOf('0;chunk-signature')) },
      'IncompleteBody',
    ],
    [
      'swapped chunks',
      {
        payloadHash: signedStream,
        chunks: [Buffer.alloc(8192, 1), Buffer.alloc(8192, 2)],
        spoil: (b) => {
          const size = (b.length - 86) / 2;
          return Buffer.concat([b.subarray(size, 2 * size), b.subarray(0, size), b.subarray(2 * size)]);
        },
      },
      'SignatureDoesNotMatch',
    ],
    [
      'bytes behind the end',
      { payloadHash: signedStream, chunks, spoil: (b) => Buffer.concat([b, Buffer.from('more')]) },
      'InvalidRequest',
    ],
    ['a stated length that is too small', { payloadHash: signedStream, chunks, decodedLength: '10' }, 'IncompleteBody'],
    [
      'a stated length that is too large',
      { payloadHash: signedStream, chunks, decodedLength: '1000000' },
      'IncompleteBody',
    ],
    [
      'a small chunk in the middle',
      { payloadHash: signedStream, chunks: [Buffer.alloc(10), Buffer.alloc(10)] },
      'InvalidChunkSizeError',
    ],
    [
      'no signature',
      {
        payloadHash: signedStream,
        chunks,
        spoil: (b) => Buffer.from(b.toString('latin1').replace(/;chunk-signature=[0-9a-f]{64}/g, ''), 'latin1'),
      },
      'InvalidRequest',
    ],
    [
      'an endless chunk header',
      { payloadHash: signedStream, chunks, spoil: () => Buffer.alloc(100_000, '0') },
      'InvalidRequest',
    ],
    [
      'a chunk larger than the body',
      { payloadHash: unsignedTrailer, chunks: [], trailer, spoil: () => Buffer.from('ffffffffff\r\nabc') },
      'IncompleteBody',
    ],
    [
      'a wrong trailer',
      { payloadHash: unsignedTrailer, chunks, trailer: { 'x-amz-checksum-crc32': 'AAAAAA==' } },
      'BadDigest',
    ],
    [
      'a wrong signed trailer',
      { payloadHash: signedTrailer, chunks, trailer: { 'x-amz-checksum-crc32': 'AAAAAA==' } },
      'BadDigest',
    ],
    [
      'a changed signed trailer',
      {
        payloadHash: signedTrailer,
        chunks,
        trailer,
        spoil: (b) => Buffer.from(b.toString('latin1').replace('crc32:', 'crc32:A'), 'latin1'),
      },
      'SignatureDoesNotMatch',
    ],
    [
      'a trailer that was not announced',
      {
        payloadHash: unsignedTrailer,
        chunks,
        trailer,
        spoil: (b) => Buffer.from(b.toString('latin1').replace('x-amz-checksum-crc32:', 'x-amz-meta-a:'), 'latin1'),
      },
      'InvalidRequest',
    ],
    [
      'an announced trailer that is missing',
      {
        payloadHash: unsignedTrailer,
        chunks,
        trailer,
        spoil: (b) => Buffer.from(b.toString('latin1').replace(/x-amz-checksum-crc32:.*\r\n/, ''), 'latin1'),
      },
      'InvalidRequest',
    ],
    [
      'a way to sign that nobody knows',
      { payloadHash: 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', chunks },
      'NotImplemented',
    ],
  ];
  test.each(spoilings)('%s keeps the object out', async (_name, stream, code) => {
    await s3.signed({ method: 'PUT', target, headers: { 'content-length': '5' }, body: 'first' });
    const answer = await send(stream);
    expect(answer.code).toBe(code);
    expect((await s3.signed({ target })).text).toBe('first');
  });

  test("the SDK's streamed bodies arrive", async () => {
    const body = Buffer.alloc(300_000, 'stream');
    await s3.client.send(
      new PutObjectCommand({
        Bucket: bucketName,
        Key: 'sdk-stream',
        Body: Readable.from([body.subarray(0, 100_000), body.subarray(100_000)]),
        ContentLength: body.length,
      }),
    );
    const got = await s3.client.send(new GetObjectCommand({ Bucket: bucketName, Key: 'sdk-stream' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket: bucketName, Key: 'sdk-stream' }));
    expect(head.ContentEncoding).toBeUndefined();
  });

  test.each([signedStream, signedTrailer, unsignedTrailer])('%s is a format', (name) => {
    expect(chunkedFormat(name)).toBeDefined();
  });
});
