// The five checksums: their catalogue values, their combination, and what a client may state about a body.

import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ChecksumAlgorithm, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checksumAlgorithms,
  checksumHeader,
  checksumOfParts,
  checksumTypeFor,
  startChecksum,
} from '../../../main/local-bucket/protocol/checksums';
import { type Fixture, bucketName, clientOf, serve } from '../fixture';
import { processorMs } from '../../processor-time';

function sum(algorithm: (typeof checksumAlgorithms)[number], ...pieces: readonly Uint8Array[]): string {
  const running = startChecksum(algorithm);
  for (const piece of pieces) running.update(piece);
  return running.digest().toString('base64');
}

const hex = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

test.each([
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
  ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
] as const)('%s of "123456789" is the catalogue value', (algorithm, expected) => {
  expect(hex(sum(algorithm, Buffer.from('123456789')))).toBe(expected);
});

test('the sum does not depend on how the bytes arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 6 }), (pieces) => {
      const whole = Buffer.concat(pieces);
      for (const algorithm of checksumAlgorithms) expect(sum(algorithm, ...pieces)).toBe(sum(algorithm, whole));
      expect(Buffer.from(sum('CRC32', whole), 'base64').readUInt32BE()).toBe(crc32(whole));
    }),
  );
});

test('the CRC of a whole follows from its parts alone', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 5 }), (pieces) => {
      for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
        const parts = pieces.map((piece) => ({ value: sum(algorithm, piece), sizeBytes: piece.length }));
        const whole = checksumOfParts(algorithm, 'FULL_OBJECT', parts);
        expect(whole).toEqual({ algorithm, type: 'FULL_OBJECT', value: sum(algorithm, ...pieces) });
      }
    }),
  );
});

test('ten thousand parts are combined in no time', () => {
  const parts = Array.from({ length: 10_000 }, () => ({ value: 'AAAAAAAAAAA=', sizeBytes: 5 * 1024 ** 2 }));
  expect(processorMs(() => checksumOfParts('CRC64NVME', 'FULL_OBJECT', parts))).toBeLessThan(2_000);
});

test.each([
  ['CRC32', undefined, 'COMPOSITE'],
  ['CRC32', 'FULL_OBJECT', 'FULL_OBJECT'],
  ['CRC32C', undefined, 'COMPOSITE'],
  ['CRC64NVME', undefined, 'FULL_OBJECT'],
  ['SHA1', undefined, 'COMPOSITE'],
  ['SHA256', 'COMPOSITE', 'COMPOSITE'],
] as const)('%s with type %s is %s', (algorithm, asked, expected) => {
  expect(checksumTypeFor(algorithm, asked)).toBe(expected);
});

test.each([
  ['CRC64NVME', 'COMPOSITE'],
  ['SHA1', 'FULL_OBJECT'],
  ['SHA256', 'FULL_OBJECT'],
  ['CRC32', 'OTHER'],
] as const)('%s cannot be %s', (algorithm, asked) => {
  expect(() => checksumTypeFor(algorithm, asked)).toThrow(/checksum type/);
});

describe('over HTTP', () => {
  let s3: Fixture;
  beforeAll(async () => {
    s3 = await serve();
  });
  afterAll(async () => s3.stop());

  const body = randomBytes(200_000);
  const put = async (headers: Record<string, string>, content: Uint8Array = body) =>
    s3.signed({
      method: 'PUT',
      target: `/${bucketName}/sum`,
      headers: { 'content-length': String(content.length), ...headers },
      body: content,
    });
  const read = async (target = `/${bucketName}/sum`, headers: Record<string, string> = {}) =>
    s3.signed({ target, headers: { 'x-amz-checksum-mode': 'ENABLED', ...headers } });

  test.each(checksumAlgorithms)('%s is checked, kept and given back on request', async (algorithm) => {
    const name = checksumHeader(algorithm);
    const value = sum(algorithm, body);
    const stored = await put({ [name]: value });
    expect([stored.status, stored.headers[name], stored.headers['x-amz-checksum-type']]).toEqual([
      200,
      value,
      'FULL_OBJECT',
    ]);
    const whole = await read();
    expect([whole.headers[name], whole.headers['x-amz-checksum-type']]).toEqual([value, 'FULL_OBJECT']);
    expect((await read(undefined, { range: 'bytes=0-9' })).headers[name]).toBeUndefined();
    expect((await s3.signed({ target: `/${bucketName}/sum` })).headers[name]).toBeUndefined();

    const other = sum(algorithm, Buffer.from('other'));
    const wrong = await put({ [name]: other });
    expect([wrong.status, wrong.code]).toEqual([400, 'BadDigest']);
    for (const spoiled of ['', 'x', 'AAAA', `${value}=`, value.slice(1)].filter((text) => text !== '')) {
      expect((await put({ [name]: spoiled })).code).toBe('InvalidRequest');
    }
    expect((await read()).headers[name]).toBe(value);
  });

  test.each(
    Object.values(ChecksumAlgorithm).filter((name) => (checksumAlgorithms as readonly string[]).includes(name)),
  )("the SDK's own %s passes, buffered and streamed, and the SDK trusts the answer", async (algorithm) => {
    const buffered = { Bucket: bucketName, Key: `sdk-${algorithm}`, ChecksumAlgorithm: algorithm } as const;
    await s3.client.send(new PutObjectCommand({ ...buffered, Body: body }));
    const got = await s3.client.send(
      new GetObjectCommand({ Bucket: bucketName, Key: buffered.Key, ChecksumMode: 'ENABLED' }),
    );
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    const head = await s3.client.send(
      new HeadObjectCommand({ Bucket: bucketName, Key: buffered.Key, ChecksumMode: 'ENABLED' }),
    );
    expect(head[`Checksum${algorithm}` as keyof typeof head]).toBe(
      sum(algorithm as (typeof checksumAlgorithms)[number], body),
    );
  });

  test('the SDK stores a checksum by default, and none where it is told to keep quiet', async () => {
    const quiet = clientOf(s3.bucket.endpoint, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    await s3.client.send(new PutObjectCommand({ Bucket: bucketName, Key: 'default', Body: 'x' }));
    await quiet.send(new PutObjectCommand({ Bucket: bucketName, Key: 'quiet', Body: 'x' }));
    expect((await read(`/${bucketName}/default`)).headers['x-amz-checksum-crc32']).toBe(sum('CRC32', Buffer.from('x')));
    expect((await read(`/${bucketName}/quiet`)).headers['x-amz-checksum-type']).toBeUndefined();
  });

  test('Content-MD5', async () => {
    const md5 = (content: Uint8Array) => createHash('md5').update(content).digest('base64');
    expect((await put({ 'content-md5': md5(body) })).status).toBe(200);
    expect((await put({ 'content-md5': md5(Buffer.from('other')) })).code).toBe('BadDigest');
    for (const spoiled of ['', 'x', 'AAAA', `${md5(body)}x`, md5(body).slice(0, -1)]) {
      expect((await put({ 'content-md5': spoiled })).code).toBe('InvalidDigest');
    }
  });

  test.each([
    ['two checksums', { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-crc32c': 'AAAAAA==' }],
    ['an algorithm without its value', { 'x-amz-sdk-checksum-algorithm': 'CRC32' }],
    ['an algorithm that nobody knows', { 'x-amz-sdk-checksum-algorithm': 'MD4', 'x-amz-checksum-crc32': 'AAAAAA==' }],
    ['a trailer on a body without one', { 'x-amz-trailer': 'x-amz-checksum-crc32' }],
  ])('%s is an invalid request', async (_name, headers) => {
    const answer = await put(headers);
    expect([answer.status, answer.code]).toEqual([400, 'InvalidRequest']);
  });

  test('an algorithm that is not that of the value is a bad digest', async () => {
    const answer = await put({ 'x-amz-sdk-checksum-algorithm': 'SHA1', 'x-amz-checksum-crc32': 'AAAAAA==' });
    expect([answer.status, answer.code]).toEqual([400, 'BadDigest']);
  });

  test('a refused body leaves the earlier object as it was', async () => {
    await put({}, Buffer.from('first'));
    expect((await put({ 'x-amz-checksum-crc32': 'AAAAAA==' })).code).toBe('BadDigest');
    expect((await s3.signed({ target: `/${bucketName}/sum` })).text).toBe('first');
  });
});
