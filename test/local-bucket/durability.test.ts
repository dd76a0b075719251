// What was acknowledged stays, whatever happens: kill -9, a torn or damaged journal, a full disk, a crowd of keys, a large file.

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { appendFile, copyFile, mkdir, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import { Store } from '../../main/local-bucket/storage/store';
import { onPosix } from '../platform';
import { withProcessorMs } from '../processor-time';
import { isDeep } from '../volume';
import { type ChildBucket, forkBucket, peakMemoryMiB } from './child';
import { bareObject, bucketName, clientOf, serve, temporaryFolder } from './fixture';
import { accessKeyId, region, secretAccessKey } from './signing';

const Bucket = bucketName;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const optionsFor = (dataDir: string) => ({ dataDir, bucket: Bucket, region, accessKeyId, secretAccessKey, port: 0 });

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => folder.remove());

async function blobNames(dataDir: string): Promise<readonly string[]> {
  return readdir(join(dataDir, 'blobs'));
}

/** Each kill comes at another moment. */
const rounds = isDeep ? 4 : 2;

describe('kill -9', () => {
  test('no acknowledged object is lost, none is half, and nothing is left lying about', async () => {
    const options = optionsFor(folder.path);
    const acknowledged = new Map<string, string>();
    let unacknowledged = 0;
    const answered: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const bucket = await forkBucket(options);
      const client = clientOf(bucket.endpoint);
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        for (let index = 0; ; index += 1) {
          const Key = `${writer}/${index % 7}`;
          const Body = randomBytes(1 + ((index * 7919) % 60_000) + (index % 5 === 0 ? 1_500_000 : 0));
          try {
            // Until the answer is there, either the old or the new content may be what survives.
            const before = acknowledged.get(Key);
            acknowledged.set(Key, `${before ?? 'none'} or ${createHash('md5').update(Body).digest('hex')}`);
            const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body }));
            acknowledged.set(Key, (ETag ?? '').replaceAll('"', ''));
            answered.push(Key);
          } catch {
            unacknowledged += 1;
            return;
          }
        }
      });
      // Enough to lose, at another moment in every round, however busy this computer is.
      const enough = answered.length + 12 + round * 5;
      while (answered.length < enough) await wait(3 + round * 4);
      await bucket.kill();
      await Promise.all(writers);
      client.destroy();

      const after = await serve(options);
      for (const [Key, expected] of acknowledged) {
        const got = await after.signed({ target: `/${Bucket}/${Key}` });
        const found = got.status === 404 ? 'none' : createHash('md5').update(got.body).digest('hex');
        expect(expected.split(' or ')).toContain(found);
        acknowledged.set(Key, found);
      }
      const list = await after.client.send(new ListObjectsV2Command({ Bucket }));
      expect((await blobNames(options.dataDir)).length).toBe(list.KeyCount);
      await after.stop();
    }
    expect(acknowledged.size).toBeGreaterThan(8);
    expect(unacknowledged).toBeGreaterThan(0);
  });

  test('an upload in parts goes on where it was, and completes', async () => {
    const options = optionsFor(folder.path);
    const body = randomBytes(5 * 1024 * 1024);
    const named = { Bucket, Key: 'parts' };
    const before = await forkBucket(options);
    const client = clientOf(before.endpoint);
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(named));
    const one = await client.send(new UploadPartCommand({ ...named, UploadId, PartNumber: 1, Body: body }));
    await before.kill();
    const after = await forkBucket(options);
    const again = clientOf(after.endpoint);
    const two = await again.send(new UploadPartCommand({ ...named, UploadId, PartNumber: 2, Body: 'end' }));
    const Parts = [
      { PartNumber: 1, ETag: one.ETag },
      { PartNumber: 2, ETag: two.ETag },
    ];
    await again.send(new CompleteMultipartUploadCommand({ ...named, UploadId, MultipartUpload: { Parts } }));
    await after.kill();
    const last = await serve(options);
    const got = await last.signed({ target: `/${Bucket}/parts` });
    expect(got.body.equals(Buffer.concat([body, Buffer.from('end')]))).toBe(true);
    await last.stop();
  });
});

describe('the journal', () => {
  async function fill(count: number): Promise<string> {
    const s3 = await serve(optionsFor(folder.path));
    for (let index = 0; index < count; index += 1)
      await s3.client.send(new PutObjectCommand({ Bucket, Key: `k${index}`, Body: `v${index}` }));
    await s3.stop();
    return join(folder.path, 'journal');
  }
  async function keys(): Promise<readonly (string | undefined)[]> {
    const s3 = await serve(optionsFor(folder.path));
    const list = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    await s3.stop();
    return (list.Contents ?? []).map(({ Key }) => Key);
  }

  test('cut off at any byte of its last batch, it ends with the batch before', async () => {
    const journal = await fill(3);
    const whole = await readFile(journal);
    await copyFile(journal, `${journal}.whole`);
    const lastBatch = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (const length of [lastBatch, lastBatch + 1, lastBatch + 9, lastBatch + 30, whole.length - 1]) {
      await copyFile(`${journal}.whole`, journal);
      await truncate(journal, length);
      expect(await keys()).toEqual(['k0', 'k1']);
    }
  });

  test('with rubbish at its end it is cut, and goes on', async () => {
    const journal = await fill(2);
    await appendFile(journal, '00000000 [{"type":"delete","bucket":"mayfly","key":"k0"}]\n');
    expect(await keys()).toEqual(['k0', 'k1']);
    await appendFile(journal, randomBytes(300));
    expect(await keys()).toEqual(['k0', 'k1']);
    const s3 = await serve(optionsFor(folder.path));
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'k2', Body: 'x' }));
    await s3.stop();
    expect(await keys()).toEqual(['k0', 'k1', 'k2']);
  });

  test.each([
    ['damaged in the middle', (content: Buffer) => content.fill('x', 60, 70)],
    ['of a newer kind', (content: Buffer) => Buffer.concat([Buffer.from('mayfly-bucket-journal 2\n'), content])],
    ['something else', () => Buffer.from('SQLite format 3\0')],
  ])('%s it is left alone, and the start says so', async (_name, spoil) => {
    const journal = await fill(3);
    const spoiled = Buffer.from(spoil(await readFile(journal)));
    await writeFile(journal, spoiled);
    const blobs = await blobNames(folder.path);
    await expect(serve(optionsFor(folder.path))).rejects.toMatchObject({
      name: 'LocalBucketError',
      code: 'data-unusable',
    });
    expect((await readFile(journal)).equals(spoiled)).toBe(true);
    expect(await blobNames(folder.path)).toEqual(blobs);
  });

  test('is rewritten at a start when most of it is history', async () => {
    const store = await Store.open(folder.path);
    await store.commit([{ type: 'create-bucket', bucket: Bucket, createdMs: 0 }]);
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(
        Array.from({ length: 50 }, async (_, index) =>
          store.commit([{ type: 'put', bucket: Bucket, key: `k${index}`, object: bareObject }]),
        ),
      );
    }
    await store.close();
    const before = (await readFile(join(folder.path, 'journal'))).length;
    expect((await keys()).length).toBe(50);
    const after = await readFile(join(folder.path, 'journal'));
    expect(after.length).toBeLessThan(before / 10);
    await appendFile(join(folder.path, 'journal'), 'torn');
    expect((await keys()).length).toBe(50);
  });

  test('files that no object needs are swept, and foreign files are not', async () => {
    await fill(1);
    const orphan = join(folder.path, 'blobs', '0'.repeat(32));
    await writeFile(orphan, 'left by a crash');
    await writeFile(join(folder.path, 'blobs', 'README'), 'not ours');
    await keys();
    expect((await blobNames(folder.path)).filter((name) => name.length !== 32)).toEqual(['README']);
    expect(await blobNames(folder.path)).toHaveLength(2);
  });

  test('a file that went missing is an error for its object and for nothing else', async () => {
    await fill(2);
    const [first] = await blobNames(folder.path);
    await rm(join(folder.path, 'blobs', first ?? ''));
    const s3 = await serve(optionsFor(folder.path));
    const answers = await Promise.all(['k0', 'k1'].map(async (key) => s3.signed({ target: `/${Bucket}/${key}` })));
    expect(answers.map(({ status }) => status).sort((left, right) => left - right)).toEqual([200, 500]);
    const broken = answers.find(({ status }) => status === 500);
    expect([broken?.code, broken?.headers['etag'], broken?.headers['content-type']]).toEqual([
      'InternalError',
      undefined,
      'application/xml',
    ]);
    await s3.stop();
  });
});

test('ten thousand objects start and list quickly', async () => {
  const store = await Store.open(folder.path);
  await store.commit([{ type: 'create-bucket', bucket: Bucket, createdMs: 0 }]);
  const object = {
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
    sizeBytes: 0,
    modifiedMs: 0,
    headers: { system: { 'content-type': 'text/plain' }, metadata: {} },
    segments: [],
    tags: [],
  };
  await Promise.all(
    Array.from({ length: 10_000 }, async (_, index) =>
      store.commit([{ type: 'put', bucket: Bucket, key: `${index % 100}/${index}`, object }]),
    ),
  );
  await store.close();
  const [s3, startMs] = await withProcessorMs(() => serve(optionsFor(folder.path)));
  const [[page, grouped], listMs] = await withProcessorMs(() =>
    Promise.all([
      s3.signed({ target: `/${Bucket}?list-type=2` }),
      s3.signed({ target: `/${Bucket}?list-type=2&delimiter=/` }),
    ]),
  );
  expect([page.text.match(/<Contents>/g)?.length, grouped.text.match(/<CommonPrefixes>/g)?.length]).toEqual([
    1000, 100,
  ]);
  expect(startMs).toBeLessThan(2000);
  expect(listMs).toBeLessThan(500);
  await s3.stop();
});

/** A way to run `command` with a tiny disk at `path`: as root, or in a user namespace of its own where the system allows. */
function tinyDisk(): 'mount' | 'namespace' | undefined {
  if (process.platform !== 'linux') return undefined;
  const works = (command: string, ...args: readonly string[]) =>
    spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  const trial = 'd=$(mktemp -d) && mount -t tmpfs -o size=1m none $d && umount $d && rmdir $d';
  if (process.getuid?.() === 0 && works('sh', '-c', trial)) return 'mount';
  return works('unshare', '-rm', 'sh', '-c', trial) ? 'namespace' : undefined;
}

describe('a full disk', () => {
  const way = tinyDisk();
  let bucket: ChildBucket | undefined;
  let mounted: string | undefined;

  async function onTinyDisk(): Promise<ChildBucket> {
    const disk = join(folder.path, 'disk');
    await mkdir(disk);
    const options = optionsFor(join(disk, 'data'));
    if (way === 'namespace') {
      // The mount is visible to the bucket alone, and goes with it.
      const launcher = join(folder.path, 'launch.sh');
      await writeFile(
        launcher,
        `#!/bin/sh\nexec unshare -rm sh -c 'mount -t tmpfs -o size=2m none "$0" && exec "$@"' '${disk}' '${process.execPath}' "$@"\n`,
        { mode: 0o700 },
      );
      return forkBucket(options, { execPath: launcher });
    }
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk]);
    mounted = disk;
    return forkBucket(options);
  }
  afterEach(async () => {
    await bucket?.kill();
    bucket = undefined;
    if (mounted !== undefined) execFileSync('umount', [mounted]);
    mounted = undefined;
  });

  test.runIf(onPosix('small disks to fill') && way !== undefined)(
    'refuses cleanly, keeps what it has, and can be emptied (needs root or user namespaces)',
    async () => {
      bucket = await onTinyDisk();
      const client = clientOf(bucket.endpoint);
      const put = async (Key: string, sizeBytes: number) =>
        client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(sizeBytes, Key) })).then(
          () => 200,
          (cause: { readonly $metadata?: { readonly httpStatusCode?: number } }) => cause.$metadata?.httpStatusCode,
        );
      const status = async (Key: string, method: string) => {
        const command =
          method === 'GET' ? new GetObjectCommand({ Bucket, Key }) : new HeadObjectCommand({ Bucket, Key });
        return client.send(command).then(
          () => 200,
          (cause: { readonly $metadata?: { readonly httpStatusCode?: number } }) => cause.$metadata?.httpStatusCode,
        );
      };
      expect(await put('kept', 500_000)).toBe(200);
      expect(await put('too large', 3_000_000)).toBe(507);
      expect(await status('too large', 'HEAD')).toBe(404);
      // The space of the refused one is free again.
      expect(await put('next', 500_000)).toBe(200);
      // Fill up to the last block, so that not even the journal can grow.
      const filled = ['next'];
      for (let index = 0; index < 200; index += 1) {
        expect(await put(`empty/${index}`, 0)).toBe(200);
        filled.push(`empty/${index}`);
      }
      for (const sizeBytes of [100_000, 10_000, 4096, 0]) {
        for (let index = 0; index < 5000; index += 1) {
          const Key = `fill/${sizeBytes}/${index}`;
          if ((await put(Key, sizeBytes)) !== 200) break;
          filled.push(Key);
        }
      }
      expect(await put('kept', 500_000)).toBe(507);
      const kept = await client.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
      expect((await kept.Body?.transformToByteArray())?.length).toBe(500_000);
      // So many deletions need a block of the disk that only the reserve has.
      const Objects = filled.slice(0, 1000).map((Key) => ({ Key }));
      const deleted = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(deleted.Errors ?? []).toEqual([]);
      expect(await status('next', 'HEAD')).toBe(404);
      expect(await put('after', 400_000)).toBe(200);
      client.destroy();
    },
  );
});

test.runIf(isDeep)('256 MiB go up and down within the memory that was promised', async () => {
  const sizeBytes = 256 * 1024 * 1024;
  const bucket = await forkBucket(optionsFor(folder.path));
  const client = clientOf(bucket.endpoint, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const url = new URL(await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'large' })));
  const piece = randomBytes(1024 * 1024);
  const status = await new Promise<number>((resolve, reject) => {
    const upload = request(url, { method: 'PUT', headers: { 'content-length': sizeBytes } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    upload.once('error', reject);
    const send = (left: number): void => {
      if (left === 0) upload.end();
      else upload.write(piece, () => send(left - piece.length));
    };
    send(sizeBytes);
  });
  expect(status).toBe(200);
  const whole = createHash('sha256');
  for (let left = sizeBytes; left > 0; left -= piece.length) whole.update(piece);
  const got = await fetch(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'large' })));
  const received = createHash('sha256');
  for await (const part of got.body ?? []) received.update(part as Uint8Array);
  expect(received.digest('hex')).toBe(whole.digest('hex'));
  const peakMiB = await peakMemoryMiB(bucket.child.pid ?? 0);
  // Systems without /proc do not tell; what counts there was measured here.
  expect(peakMiB ?? 0).toBeLessThan(160);
  client.destroy();
  expect(await bucket.stop()).toEqual({ type: 'stopped' });
});
