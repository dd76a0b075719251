// Uploads in parts: what a client may send in which order, what it gets back, and what is refused.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, bucketName, clientOf, serve } from '../fixture';
import { signHeaders } from '../signing';

const Bucket = bucketName;
const MiB = 1024 * 1024;
let s3: Fixture;
let quiet: ReturnType<typeof clientOf>;
beforeAll(async () => {
  s3 = await serve();
  quiet = clientOf(s3.bucket.endpoint, {
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
});
afterAll(async () => {
  quiet.destroy();
  await s3.stop();
});

async function begin(Key: string, more: Partial<ConstructorParameters<typeof CreateMultipartUploadCommand>[0]> = {}) {
  const { UploadId } = await quiet.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return UploadId ?? '';
}

async function part(
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: Uint8Array,
  ChecksumAlgorithm?: ChecksumAlgorithm,
) {
  const algorithm = ChecksumAlgorithm === undefined ? {} : { ChecksumAlgorithm };
  const answer = await quiet.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...algorithm }));
  const { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 } = answer;
  const sums = { ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 };
  return {
    PartNumber,
    ETag: ETag ?? '',
    ...Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== undefined)),
  };
}

async function complete(Key: string, UploadId: string, Parts: CompletedPart[], more: object = {}) {
  return quiet.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));
}

async function bytesOf(Key: string, more: object = {}): Promise<Buffer> {
  const got = await quiet.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from((await got.Body?.transformToByteArray()) ?? []);
}

const first = Buffer.alloc(5 * MiB, 'first part ');
const second = Buffer.alloc(5 * MiB + 1, 'second part ');
const third = Buffer.alloc(7, 'third');
const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();

describe('the whole way', () => {
  test('parts in any order, one of them twice, make the object in the order of their numbers', async () => {
    const id = await begin('whole', {
      ContentType: 'text/plain',
      Metadata: { a: 'b' },
      Tagging: 'x=y',
      CacheControl: 'no-store',
    });
    const three = await part('whole', id, 30, third);
    const one = await part('whole', id, 1, third);
    const two = await part('whole', id, 7, second);
    const again = await part('whole', id, 1, first);
    expect(again.ETag).not.toBe(one.ETag);
    expect(again.ETag).toBe(`"${md5(first).toString('hex')}"`);
    const done = await complete('whole', id, [again, two, three]);
    const etag = `"${createHash('md5')
      .update(Buffer.concat([md5(first), md5(second), md5(third)]))
      .digest('hex')}-3"`;
    expect(done).toMatchObject({ ETag: etag, Bucket, Key: 'whole', Location: `${s3.bucket.endpoint}/${Bucket}/whole` });
    expect((await bytesOf('whole')).equals(Buffer.concat([first, second, third]))).toBe(true);
    const head = await quiet.send(new HeadObjectCommand({ Bucket, Key: 'whole' }));
    expect(head).toMatchObject({
      ETag: etag,
      ContentType: 'text/plain',
      Metadata: { a: 'b' },
      CacheControl: 'no-store',
      TagCount: 1,
    });
  });

  test('ranges cross the seams, and single parts can be asked for', async () => {
    const whole = Buffer.concat([first, second, third]);
    for (const [from, to] of [
      [5 * MiB - 3, 5 * MiB + 3],
      [0, 5 * MiB],
      [10 * MiB, whole.length - 1],
      [3, 10 * MiB + 3],
    ] as const) {
      expect((await bytesOf('whole', { Range: `bytes=${from}-${to}` })).equals(whole.subarray(from, to + 1))).toBe(
        true,
      );
    }
    const got = await quiet.send(new GetObjectCommand({ Bucket, Key: 'whole', PartNumber: 2 }));
    expect(got).toMatchObject({
      PartsCount: 3,
      ContentLength: second.length,
      ContentRange: `bytes ${5 * MiB}-${10 * MiB}/${whole.length}`,
    });
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(second)).toBe(true);
    const head = await quiet.send(new HeadObjectCommand({ Bucket, Key: 'whole', PartNumber: 3 }));
    expect(head).toMatchObject({ PartsCount: 3, ContentLength: 7 });
    await expect(bytesOf('whole', { PartNumber: 4 })).rejects.toMatchObject({ $metadata: { httpStatusCode: 416 } });
  });

  test('completing copies nothing: the parts are the object', async () => {
    const id = await begin('nocopy');
    const one = await part('nocopy', id, 1, first);
    const blobs = join(s3.options.dataDir, 'blobs');
    const inodes = async () =>
      new Set(await Promise.all((await readdir(blobs)).map(async (name) => (await stat(join(blobs, name))).ino)));
    const before = await inodes();
    await complete('nocopy', id, [one]);
    expect(await inodes()).toEqual(before);
  });

  test('completing again after the answer got lost gives the same answer, and nothing else can', async () => {
    const id = await begin('again');
    const one = await part('again', id, 1, third);
    const done = await complete('again', id, [one]);
    expect((await complete('again', id, [one])).ETag).toBe(done.ETag);
    await quiet.send(new PutObjectCommand({ Bucket, Key: 'again', Body: 'other' }));
    await expect(complete('again', id, [one])).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('a part that was left out frees its bytes', async () => {
    const id = await begin('left-out');
    const one = await part('left-out', id, 1, third);
    await part('left-out', id, 2, second);
    const count = (await readdir(join(s3.options.dataDir, 'blobs'))).length;
    await complete('left-out', id, [one]);
    await expect.poll(async () => (await readdir(join(s3.options.dataDir, 'blobs'))).length).toBe(count - 1);
  });

  test('an empty only part makes an empty object', async () => {
    const id = await begin('empty');
    await complete('empty', id, [await part('empty', id, 1, new Uint8Array())]);
    expect((await bytesOf('empty')).length).toBe(0);
  });

  test('two uploads of one key do not mix', async () => {
    const [a, b] = [await begin('twins'), await begin('twins')];
    const [partA, partB] = [await part('twins', a, 1, Buffer.from('A')), await part('twins', b, 1, Buffer.from('B'))];
    await expect(complete('twins', a, [partB])).rejects.toMatchObject({ name: 'InvalidPart' });
    await complete('twins', a, [partA]);
    await complete('twins', b, [partB]);
    expect((await bytesOf('twins')).toString()).toBe('B');
  });
});

describe('refusals', () => {
  test('parts that are missing, changed, unordered or too small', async () => {
    const id = await begin('refused');
    const one = await part('refused', id, 1, first);
    const two = await part('refused', id, 2, third);
    const three = await part('refused', id, 3, third);
    await expect(complete('refused', id, [one, { PartNumber: 9, ETag: '"x"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await expect(complete('refused', id, [{ ...one, ETag: two.ETag }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete('refused', id, [two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete('refused', id, [one, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete('refused', id, [one, two, three])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete('refused', id, [])).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(bytesOf('refused')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect((await complete('refused', id, [one, two])).ETag).toMatch(/-2"$/);
  });

  test.each([['0'], ['10001'], ['-1'], ['x'], ['1.5'], ['']])('the part number %j', async (number) => {
    const id = await begin('numbers');
    const target = `/${Bucket}/numbers?partNumber=${number}&uploadId=${id}`;
    const answer = await s3.signed({ method: 'PUT', target, headers: { 'content-length': '1' }, body: 'x' });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidArgument']);
  });

  test.each([
    ['PUT', '?partNumber=1&uploadId=unknown'],
    ['GET', '?uploadId=unknown'],
    ['DELETE', '?uploadId=unknown'],
    ['POST', '?uploadId=unknown'],
  ])('%s of an unknown upload', async (method, query) => {
    const answer = await s3.signed({ method, target: `/${Bucket}/x${query}`, headers: { 'content-length': '0' } });
    expect([answer.status, answer.code]).toEqual([404, 'NoSuchUpload']);
  });

  test('an upload ID is good for its own key only', async () => {
    const id = await begin('mine');
    await expect(part('yours', id, 1, third)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    const abort = new AbortMultipartUploadCommand({ Bucket, Key: 'yours', UploadId: id });
    await expect(quiet.send(abort)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await part('mine', id, 1, third);
  });

  test('nothing goes on after an abort', async () => {
    const id = await begin('aborted');
    const one = await part('aborted', id, 1, first);
    const count = (await readdir(join(s3.options.dataDir, 'blobs'))).length;
    await quiet.send(new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId: id }));
    await expect.poll(async () => (await readdir(join(s3.options.dataDir, 'blobs'))).length).toBe(count - 1);
    await expect(part('aborted', id, 2, third)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(complete('aborted', id, [one])).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(bytesOf('aborted')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('a part that is still coming in when its upload is aborted is not acknowledged', async () => {
    const id = await begin('overtaken');
    const target = `/${Bucket}/overtaken?partNumber=1&uploadId=${id}`;
    const before = (await readdir(join(s3.options.dataDir, 'blobs'))).length;
    const { headers } = signHeaders({ host: s3.host, method: 'PUT', target, headers: { 'content-length': '3000000' } });
    const upload = request({ host: '127.0.0.1', port: s3.bucket.port, method: 'PUT', path: target, headers });
    const answered = once(upload, 'response');
    upload.write(Buffer.alloc(2_000_000));
    await expect.poll(async () => (await readdir(join(s3.options.dataDir, 'blobs'))).length).toBe(before + 1);
    await quiet.send(new AbortMultipartUploadCommand({ Bucket, Key: 'overtaken', UploadId: id }));
    upload.end(Buffer.alloc(1_000_000));
    const [answer] = (await answered) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(404);
    await expect.poll(async () => (await readdir(join(s3.options.dataDir, 'blobs'))).length).toBe(before);
  });

  test('conditions and stated sizes of Complete', async () => {
    await quiet.send(new PutObjectCommand({ Bucket, Key: 'taken', Body: 'x' }));
    const id = await begin('taken');
    const one = await part('taken', id, 1, third);
    await expect(complete('taken', id, [one], { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    const etag = `"${md5(Buffer.from('x')).toString('hex')}"`;
    await expect(complete('taken', id, [one], { IfNoneMatch: etag })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(complete('taken', id, [one], { IfMatch: '"y"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(complete('taken', id, [one], { MpuObjectSize: 8 })).rejects.toMatchObject({ name: 'InvalidRequest' });
    expect((await bytesOf('taken')).toString()).toBe('x');
    await complete('taken', id, [one], { IfMatch: etag, IfNoneMatch: '"y"', MpuObjectSize: 7 });
    expect((await bytesOf('taken')).equals(third)).toBe(true);
  });
});

describe('checksums', () => {
  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('%s composite', async (algorithm) => {
    const key = `composite-${algorithm}`;
    const id = await begin(key, { ChecksumAlgorithm: algorithm });
    const parts = [await part(key, id, 1, first, algorithm), await part(key, id, 2, third, algorithm)];
    const name = `Checksum${algorithm}` as const;
    const wrong = { ...parts[0], [name]: (parts[1] as CompletedPart)[name] };
    await expect(complete(key, id, [wrong, ...parts.slice(1)])).rejects.toMatchObject({ name: 'InvalidPart' });
    const done = await complete(key, id, parts);
    expect([done.ChecksumType, done[name]?.endsWith('-2')]).toEqual(['COMPOSITE', true]);
    // The SDK itself checks whatever it is given: a part's own sum, and no sum that is not of these bytes.
    const got = await s3.client.send(
      new GetObjectCommand({ Bucket, Key: key, PartNumber: 2, ChecksumMode: 'ENABLED' }),
    );
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(third)).toBe(true);
    await (
      await s3.client.send(new GetObjectCommand({ Bucket, Key: key, Range: 'bytes=1-2' }))
    ).Body?.transformToByteArray();
    const attributes = await quiet.send(
      new GetObjectAttributesCommand({ Bucket, Key: key, ObjectAttributes: ['ObjectParts'], MaxParts: 1 }),
    );
    expect(attributes.ObjectParts).toMatchObject({ TotalPartsCount: 2, IsTruncated: true, NextPartNumberMarker: '1' });
    expect(attributes.ObjectParts?.Parts).toEqual([
      { PartNumber: 1, Size: first.length, [name]: (parts[0] as CompletedPart)[name] },
    ]);
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)('%s over the full object', async (algorithm) => {
    const key = `full-${algorithm}`;
    const id = await begin(key, { ChecksumAlgorithm: algorithm, ChecksumType: 'FULL_OBJECT' });
    const parts = [await part(key, id, 1, first, algorithm), await part(key, id, 2, third, algorithm)];
    const name = `Checksum${algorithm}` as const;
    const other = algorithm === 'CRC64NVME' ? 'AAAAAAAAAAA=' : 'AAAAAA==';
    await expect(complete(key, id, parts, { [name]: other })).rejects.toMatchObject({ name: 'BadDigest' });
    const whole = Buffer.concat([first, third]);
    const put = await s3.client.send(
      new PutObjectCommand({ Bucket, Key: `${key}-put`, Body: whole, ChecksumAlgorithm: algorithm }),
    );
    const done = await complete(key, id, parts, { [name]: put[name] });
    expect([done.ChecksumType, done[name]]).toEqual(['FULL_OBJECT', put[name]]);
    const got = await s3.client.send(new GetObjectCommand({ Bucket, Key: key, ChecksumMode: 'ENABLED' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
  });

  test('a part without a sum gets the one that its upload asked for', async () => {
    const id = await begin('filled-in', { ChecksumAlgorithm: 'CRC32' });
    const one = await part('filled-in', id, 1, third);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(third));
    expect(one).toMatchObject({ ChecksumCRC32: sum.toString('base64') });
  });

  test('a part with another sum than its upload is refused', async () => {
    const id = await begin('mismatch', { ChecksumAlgorithm: 'CRC32' });
    await expect(part('mismatch', id, 1, third, 'SHA256')).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  test.each([
    ['SHA256', 'FULL_OBJECT'],
    ['CRC64NVME', 'COMPOSITE'],
  ] as const)('%s as %s cannot be begun', async (ChecksumAlgorithm, ChecksumType) => {
    await expect(begin('x', { ChecksumAlgorithm, ChecksumType })).rejects.toMatchObject({ name: 'InvalidRequest' });
  });
});

describe('copied parts', () => {
  test('a part may be a whole object or a range of one, and outlives its source', async () => {
    const source = Buffer.concat([first, second]);
    const up = await begin('source key+é');
    await complete('source key+é', up, [
      await part('source key+é', up, 1, first),
      await part('source key+é', up, 2, second),
    ]);
    const id = await begin('assembled');
    const copy = async (PartNumber: number, CopySourceRange?: string) => {
      const range = CopySourceRange === undefined ? {} : { CopySourceRange };
      const CopySource = `${Bucket}/${encodeURIComponent('source key+é')}`;
      const done = await quiet.send(
        new UploadPartCopyCommand({ Bucket, Key: 'assembled', UploadId: id, PartNumber, CopySource, ...range }),
      );
      return { PartNumber, ETag: done.CopyPartResult?.ETag ?? '' };
    };
    const parts = [await copy(1), await copy(2, `bytes=${5 * MiB - 2}-${5 * MiB + 2}`)];
    expect(parts[0]?.ETag).toBe(`"${md5(source).toString('hex')}"`);
    await expect(copy(3, 'bytes=0-99999999')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy(3, 'bytes=5-')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy(3, 'bytes=5-4')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await quiet.send(new DeleteObjectCommand({ Bucket, Key: 'source key+é' }));
    await complete('assembled', id, parts);
    const expected = Buffer.concat([source, source.subarray(5 * MiB - 2, 5 * MiB + 3)]);
    expect((await bytesOf('assembled')).equals(expected)).toBe(true);
    await expect(copy(4)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});

describe('lists', () => {
  test('ListParts in pages', async () => {
    const id = await begin('listed', { ChecksumAlgorithm: 'CRC32' });
    for (const number of [5, 1, 300, 10_000, 2]) await part('listed', id, number, Buffer.from(String(number)));
    const list = async (MaxParts: number, PartNumberMarker?: string) => {
      const marker = PartNumberMarker === undefined ? {} : { PartNumberMarker };
      return quiet.send(new ListPartsCommand({ Bucket, Key: 'listed', UploadId: id, MaxParts, ...marker }));
    };
    const page = await list(2);
    expect(page.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2]);
    expect(page).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: '2',
      ChecksumAlgorithm: 'CRC32',
      ChecksumType: 'COMPOSITE',
    });
    expect(page.Parts?.[0]).toMatchObject({
      ETag: `"${md5(Buffer.from('1')).toString('hex')}"`,
      Size: 1,
      ChecksumCRC32: expect.any(String),
    });
    const rest = await list(1000, page.NextPartNumberMarker);
    expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([5, 300, 10_000]);
    expect(rest.IsTruncated).toBe(false);
    expect((await list(1000, '10000')).Parts ?? []).toEqual([]);
  });

  test('ListMultipartUploads in pages, with several uploads of a key, prefixes and groups', async () => {
    const fresh = await serve({ bucket: 'uploads' });
    try {
      const keys = ['a', 'b/1', 'b/2', 'b/2', 'b/2', 'c é', 'd'];
      for (const Key of keys) await fresh.client.send(new CreateMultipartUploadCommand({ Bucket: 'uploads', Key }));
      const list = async (more: object) =>
        fresh.client.send(new ListMultipartUploadsCommand({ Bucket: 'uploads', ...more }));
      for (const size of [1, 2, 3, 1000]) {
        const seen: string[] = [];
        const ids = new Set<string>();
        let markers = {};
        for (;;) {
          const page = await list({ MaxUploads: size, ...markers });
          expect(page.Uploads?.length).toBeLessThanOrEqual(size);
          for (const { Key, UploadId } of page.Uploads ?? []) {
            seen.push(Key ?? '');
            ids.add(UploadId ?? '');
          }
          if (page.IsTruncated !== true) break;
          markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
        }
        expect([seen, ids.size]).toEqual([keys, keys.length]);
      }
      expect((await list({ Prefix: 'b/' })).Uploads).toHaveLength(4);
      const grouped = await list({ Delimiter: '/', MaxUploads: 2 });
      expect([grouped.Uploads?.map(({ Key }) => Key), grouped.CommonPrefixes]).toEqual([['a'], [{ Prefix: 'b/' }]]);
      const next = await list({ Delimiter: '/', KeyMarker: grouped.NextKeyMarker });
      expect([next.Uploads?.map(({ Key }) => Key), next.CommonPrefixes ?? []]).toEqual([['c é', 'd'], []]);
      expect((await list({ KeyMarker: 'b/2' })).Uploads?.map(({ Key }) => Key)).toEqual(['c é', 'd']);
      expect((await list({ EncodingType: 'url', Prefix: 'c' })).Uploads?.[0]?.Key).toBe('c%20%C3%A9');
    } finally {
      await fresh.stop();
    }
  });
});
