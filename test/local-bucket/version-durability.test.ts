// Versions on disk: no acknowledged one is lost to kill -9, a deleted one's bytes go, and lifecycle rules end them in time.

import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Store } from '../../main/local-bucket/storage/store';
import { sweepOnce } from '../../main/local-bucket/operations/lifecycle-sweeper';
import { newestVersion, versionsOf } from '../../main/local-bucket/storage/version-stack';
import { deleteOperation, putOperation } from '../../main/local-bucket/operations/versions';
import { forkBucket } from './child';
import { bareObject, bucketName, clientOf, serve, temporaryFolder } from './fixture';
import { accessKeyId, region, secretAccessKey } from './signing';

const Bucket = bucketName;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => folder.remove());

const enable = async (client: S3Client) =>
  client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
const journalBytes = async () => (await stat(join(folder.path, 'journal'))).size;
const blobCount = async () => (await readdir(join(folder.path, 'blobs'))).length;

test('kill -9 loses no acknowledged version and no acknowledged deletion', async () => {
  const options = { dataDir: folder.path, bucket: Bucket, region, accessKeyId, secretAccessKey, port: 0 };
  const alive = new Map<string, string>();
  const gone = new Set<string>();
  let unacknowledged = 0;
  for (let round = 0; round < 3; round += 1) {
    const bucket = await forkBucket(options);
    const client = clientOf(bucket.endpoint);
    await enable(client);
    let isKilled = false;
    const writers = Array.from({ length: 3 }, async (_, writer) => {
      for (let index = 0; ; index += 1) {
        const Key = `${writer}`;
        const Body = randomBytes(1 + ((index * 7919) % 30_000));
        try {
          const { VersionId = '' } = await client.send(new PutObjectCommand({ Bucket, Key, Body }));
          alive.set(`${Key} ${VersionId}`, createHash('md5').update(Body).digest('hex'));
          if (index % 3 === 0) await client.send(new DeleteObjectCommand({ Bucket, Key }));
          if (index % 3 !== 1) continue;
          // Until the answer is there, the version may or may not be.
          alive.delete(`${Key} ${VersionId}`);
          await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
          gone.add(`${Key} ${VersionId}`);
        } catch {
          unacknowledged += 1;
          // On a busy computer a connection can be lost before, too.
          if (isKilled) return;
        }
      }
    });
    // Enough to lose, at another moment in every round, however busy this computer is.
    const enough = { alive: alive.size + 4 + round, gone: gone.size + 3 };
    while (alive.size < enough.alive || gone.size < enough.gone) await wait(3 + round * 4);
    isKilled = true;
    await bucket.kill();
    await Promise.all(writers);
    client.destroy();
  }
  const after = await serve(options);
  for (const [name, md5] of alive) {
    const [Key, VersionId] = name.split(' ');
    const { Body } = await after.client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    expect(createHash('md5').update(bytes).digest('hex')).toBe(md5);
  }
  for (const name of gone) {
    const [Key, VersionId] = name.split(' ');
    const answer = await after.signed({ target: `/${Bucket}/${Key}?versionId=${VersionId}` });
    expect([name, answer.code]).toEqual([name, 'NoSuchVersion']);
  }
  let listed = 0;
  for (let marker: string[] | undefined = []; marker !== undefined;) {
    const [KeyMarker, VersionIdMarker]: string[] = marker;
    const page: ListObjectVersionsCommandOutput = await after.client.send(
      new ListObjectVersionsCommand({ Bucket, KeyMarker, VersionIdMarker }),
    );
    listed += page.Versions?.length ?? 0;
    marker = page.IsTruncated === true ? [page.NextKeyMarker ?? '', page.NextVersionIdMarker ?? ''] : undefined;
  }
  expect(await blobCount()).toBe(listed);
  await after.stop();
  expect([alive.size > 10, gone.size > 5, unacknowledged > 0]).toEqual([true, true, true]);
});

test('a journal that is mostly history is rewritten without losing the order of versions', async () => {
  const store = await Store.open(folder.path);
  await store.commit([{ type: 'create-bucket', bucket: 'b', createdMs: 0 }]);
  await store.commit([{ type: 'settings', bucket: 'b', settings: { versioning: 'Enabled' } }]);
  for (let round = 0; round < 1200; round += 1) {
    const bucket = store.bucket('b');
    const operation =
      round % 3 === 2 ? deleteOperation(bucket, 'k', round) : putOperation(bucket, 'k', bareObject, round);
    const oldest = versionsOf(bucket, 'k').at(-1);
    const surplus = versionsOf(bucket, 'k').length < 5 ? [] : [oldest?.versionId];
    await store.commit([
      operation,
      ...surplus.map((versionId) => ({ type: 'delete', bucket: 'b', key: 'k', versionId }) as const),
    ]);
  }
  const before = versionsOf(store.bucket('b'), 'k');
  const sizeBytes = await journalBytes();
  await store.close();
  const again = await Store.open(folder.path);
  expect(before).toHaveLength(5);
  expect(versionsOf(again.bucket('b'), 'k')).toEqual(JSON.parse(JSON.stringify(before)));
  expect(await journalBytes()).toBeLessThan(sizeBytes / 20);
  await again.close();
});

test.each(['Enabled', 'Suspended'] as const)('%s outlives a restart, with what it hid', async (Status) => {
  const before = await serve({ dataDir: folder.path });
  await enable(before.client);
  await before.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'one' }));
  await before.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const { VersionId: marker } = await before.client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  await before.stop();
  const after = await serve({ dataDir: folder.path });
  expect((await after.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe(Status);
  const hidden = await after.signed({ target: `/${Bucket}/k` });
  expect([hidden.status, hidden.headers['x-amz-delete-marker'], hidden.headers['x-amz-version-id']]).toEqual([
    404,
    'true',
    marker,
  ]);
  await after.client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: marker }));
  expect((await after.signed({ target: `/${Bucket}/k` })).text).toBe('one');
  await after.stop();
});

test('the bytes of a version stay while anything needs them, and go with it', async () => {
  const s3 = await serve({ dataDir: folder.path });
  await enable(s3.client);
  const put = async (Body: string) =>
    (await s3.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body }))).VersionId;
  const ids = [await put('one'), await put('two')];
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  expect(await blobCount()).toBe(2);
  for (const [index, VersionId] of ids.entries()) {
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId }));
    await expect.poll(blobCount).toBe(1 - index);
  }
  await s3.stop();
});

describe('lifecycle', () => {
  const dayMs = 86_400_000;

  test('rules about versions are kept and given back', async () => {
    const s3 = await serve({ dataDir: folder.path });
    const Rules = [
      {
        ID: 'versions',
        Status: 'Enabled' as const,
        Filter: { Prefix: 'tmp/' },
        NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 3 },
      },
      {
        ID: 'markers',
        Status: 'Enabled' as const,
        Filter: { Prefix: '' },
        Expiration: { ExpiredObjectDeleteMarker: true },
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ];
    const LifecycleConfiguration = { Rules };
    await s3.client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    expect((await s3.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toEqual(Rules);
    await s3.stop();
  });

  test('an object that is due is hidden first; its versions end when they were noncurrent long enough, then the marker', async () => {
    const store = await Store.open(folder.path);
    const rule = { id: 'r', enabled: true, prefix: '', tags: [], filterForm: 'filter' } as const;
    const lifecycle = [
      { ...rule, expireAfterDays: 1 },
      { ...rule, id: 'n', noncurrent: { expireAfterDays: 2 } },
    ];
    await store.commit([{ type: 'create-bucket', bucket: 'b', createdMs: 0 }]);
    await store.commit([{ type: 'settings', bucket: 'b', settings: { versioning: 'Enabled', lifecycle } }]);
    const bucket = store.bucket('b');
    await store.commit([putOperation(bucket, 'k', bareObject, 0)]);
    const state = () => [
      versionsOf(bucket, 'k').length,
      bucket.objects.has('k'),
      newestVersion(bucket, 'k') !== undefined,
    ];
    const seen: unknown[] = [];
    for (const day of [0.5, 1, 1.5, 2, 2.5, 3, 4]) seen.push([day, await sweepOnce(store, day * dayMs), ...state()]);
    expect(seen).toEqual([
      [0.5, 0, 1, true, true],
      [1, 1, 2, false, true],
      [1.5, 0, 2, false, true],
      [2, 0, 2, false, true],
      [2.5, 0, 2, false, true],
      // The version was hidden on day 1; with it gone, nothing is left for the marker to hide, and a day after its own it goes.
      [3, 2, 0, false, false],
      [4, 0, 0, false, false],
    ]);
    await store.close();
  });

  test('so many of the newest are kept as the rule says, and of tagged ones only those it names', async () => {
    const store = await Store.open(folder.path);
    const lifecycle = [
      {
        id: 'n',
        enabled: true,
        prefix: '',
        tags: [['a', 'b'] as const],
        filterForm: 'and' as const,
        noncurrent: { expireAfterDays: 1, keepNewest: 1 },
      },
    ];
    await store.commit([{ type: 'create-bucket', bucket: 'b', createdMs: 0 }]);
    await store.commit([{ type: 'settings', bucket: 'b', settings: { versioning: 'Enabled', lifecycle } }]);
    const bucket = store.bucket('b');
    for (const [etag, tagged] of [
      ['1', true],
      ['2', false],
      ['3', true],
      ['4', true],
      ['5', true],
    ] as const) {
      const tags = tagged ? ([['a', 'b']] as const) : [];
      await store.commit([putOperation(bucket, 'k', { ...bareObject, etag, tags }, 0)]);
    }
    expect(await sweepOnce(store, dayMs / 2)).toBe(0);
    expect(await sweepOnce(store, 2 * dayMs)).toBe(2);
    expect(versionsOf(bucket, 'k').map((version) => 'etag' in version && version.etag)).toEqual(['5', '4', '2']);
    await store.close();
  });
});
