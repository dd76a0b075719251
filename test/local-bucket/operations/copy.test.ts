// Copies: headers, tags and sums of the copy, its independence from the source, and the conditions it is made under.

import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, bucketName, serve } from '../fixture';

const Bucket = bucketName;
let s3: Fixture;
beforeAll(async () => {
  s3 = await serve();
  await s3.client.send(
    new PutObjectCommand({
      Bucket,
      Key: 'source a+b/é.txt',
      Body: 'content',
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      Metadata: { a: 'b' },
      Tagging: 'tag=value',
    }),
  );
});
afterAll(async () => s3.stop());

const CopySource = `/${Bucket}/${encodeURIComponent('source a+b/é.txt')}`;
const copy = async (Key: string, more: object = {}) =>
  s3.client.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...more }));
const head = async (Key: string) => s3.client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
const text = async (Key: string) =>
  (await s3.client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

test('a copy has everything of its source', async () => {
  const done = await copy('copy');
  expect(done.CopyObjectResult).toMatchObject({
    ETag: '"9a0364b9e99bb480dd25e1f0284c8555"',
    ChecksumType: 'FULL_OBJECT',
  });
  const { $metadata: _source, LastModified: _when, ...expected } = await head('source a+b/é.txt');
  expect(await head('copy')).toMatchObject(expected);
  expect(await text('copy')).toBe('content');
  const tags = await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'copy' }));
  expect(tags.TagSet).toEqual([{ Key: 'tag', Value: 'value' }]);
});

test('REPLACE takes headers and tags from the request', async () => {
  await copy('replaced', {
    MetadataDirective: 'REPLACE',
    ContentType: 'image/png',
    Metadata: { c: 'd' },
    TaggingDirective: 'REPLACE',
    Tagging: 'x=y',
  });
  const got = await head('replaced');
  expect([got.ContentType, got.CacheControl, got.Metadata]).toEqual(['image/png', undefined, { c: 'd' }]);
  const tags = await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'replaced' }));
  expect(tags.TagSet).toEqual([{ Key: 'x', Value: 'y' }]);
});

test('an object can be copied onto itself only to change it', async () => {
  const itself = { CopySource: `${Bucket}/self` };
  await copy('self');
  await expect(copy('self', itself)).rejects.toMatchObject({ name: 'InvalidRequest' });
  await copy('self', { ...itself, MetadataDirective: 'REPLACE', ContentType: 'text/css' });
  expect((await head('self')).ContentType).toBe('text/css');
  expect(await text('self')).toBe('content');
});

test('a copy takes no space and outlives its source', async () => {
  const blobs = async () => (await readdir(join(s3.options.dataDir, 'blobs'))).length;
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'short-lived', Body: 'still here' }));
  const before = await blobs();
  await copy('long-lived', { CopySource: `${Bucket}/short-lived` });
  await copy('longer-lived', { CopySource: `${Bucket}/long-lived` });
  expect(await blobs()).toBe(before);
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'short-lived' }));
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'long-lived', Body: 'new' }));
  expect(await text('longer-lived')).toBe('still here');
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'longer-lived' }));
  await expect.poll(blobs).toBe(before);
});

test('a source that is deleted while it is copied is copied whole', async () => {
  const body = Buffer.alloc(30_000_000, 'contested ');
  await s3.client.send(new PutObjectCommand({ Bucket, Key: 'contested', Body: body }));
  // To compute another sum the copy has to read all of it, which takes its time.
  const copying = copy('survivor', { CopySource: `${Bucket}/contested`, ChecksumAlgorithm: 'SHA256' });
  await new Promise((resolve) => setTimeout(resolve, 10));
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'contested' }));
  await copying;
  const got = await s3.signed({ target: `/${Bucket}/survivor` });
  expect(got.body.equals(body)).toBe(true);
});

test('another checksum is computed over the copy', async () => {
  const done = await copy('summed', { ChecksumAlgorithm: 'SHA256' });
  const sum = createHash('sha256').update('content').digest('base64');
  expect(done.CopyObjectResult?.ChecksumSHA256).toBe(sum);
  expect((await head('summed')).ChecksumSHA256).toBe(sum);
});

describe('conditions', () => {
  const etag = '"9a0364b9e99bb480dd25e1f0284c8555"';
  const past = new Date('2019-01-01');
  const future = new Date(Date.now() + 3_600_000);
  test.each([
    [{ CopySourceIfMatch: etag }, true],
    [{ CopySourceIfMatch: '"x"' }, false],
    [{ CopySourceIfNoneMatch: '"x"' }, true],
    [{ CopySourceIfNoneMatch: etag }, false],
    [{ CopySourceIfModifiedSince: past }, true],
    [{ CopySourceIfModifiedSince: future }, false],
    [{ CopySourceIfUnmodifiedSince: future }, true],
    [{ CopySourceIfUnmodifiedSince: past }, false],
    [{ CopySourceIfMatch: etag, CopySourceIfUnmodifiedSince: past }, true],
    [{ CopySourceIfNoneMatch: etag, CopySourceIfModifiedSince: past }, false],
    [{ IfNoneMatch: '*' }, false],
  ])('%j: %j', async (condition, holds) => {
    await copy('conditional');
    const outcome = await copy('conditional', condition).then(
      () => true,
      (cause: { name: string }) => cause.name,
    );
    expect(outcome).toBe(holds ? true : 'PreconditionFailed');
  });
});

test.each([
  ['/', 'InvalidArgument'],
  ['mayfly', 'InvalidArgument'],
  ['mayfly/', 'InvalidArgument'],
  ['/mayfly/missing', 'NoSuchKey'],
  ['missing-bucket/x', 'NoSuchBucket'],
  ['../x', 'InvalidArgument'],
  ['mayfly/%ff', 'InvalidURI'],
  ['mayfly/copy?versionId=1', 'NoSuchVersion'],
])('the source %j is %s', async (source, code) => {
  const answer = await s3.signed({ method: 'PUT', target: `/${Bucket}/x`, headers: { 'x-amz-copy-source': source } });
  expect(answer.code).toBe(code);
});

test.each(['x-amz-metadata-directive', 'x-amz-tagging-directive'])('an unknown %s', async (name) => {
  const headers = { 'x-amz-copy-source': CopySource, [name]: 'MERGE' };
  expect((await s3.signed({ method: 'PUT', target: `/${Bucket}/x`, headers })).code).toBe('InvalidArgument');
});
