// Whether guests are busy: with what the owner has signed for alone, and until the last answer has ended.

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { startLocalBucket, type LocalBucket } from '../../../main/local-bucket/server/server';
import { type Fixture, bucketName, serve } from '../fixture';
import { presignTarget } from '../signing';

const home = '127.0.0.2';
let s3: Fixture | undefined;
let bucket: LocalBucket | undefined;
afterEach(async () => {
  await bucket?.close();
  await s3?.stop();
});

test('a signed download is work, and a stranger’s request is none', async () => {
  const told: boolean[] = [];
  s3 = await serve();
  await s3.client.send(new PutObjectCommand({ Bucket: bucketName, Key: 'a', Body: Buffer.alloc(8 << 20) }));
  await s3.bucket.close();
  const environment = { now: Date.now, sweepIntervalMs: 60_000, addresses: () => new Set([home]) };
  bucket = await startLocalBucket(s3.options, environment, undefined, (isBusy) => told.push(isBusy));
  await bucket.listenOn([home]);
  const { port } = bucket;
  const get = (path: string, reads: boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      request({ host: home, port, path, headers: { Host: `${home}:${port}` } }, (response) => {
        if (reads) response.resume().once('end', () => resolve(response.statusCode ?? 0));
        else response.once('data', () => response.destroy()).once('close', () => resolve(0));
      })
        .once('error', reject)
        .end();
    });
  expect(await get(`/${bucketName}/a`, true)).toBe(403);
  expect(told).toEqual([]);
  const target = presignTarget({ host: `${home}:${port}`, target: `/${bucketName}/a` });
  expect(await get(target, true)).toBe(200);
  await expect.poll(() => told).toEqual([true, false]);
  // Given up in the middle.
  await get(target, false);
  await expect.poll(() => told).toEqual([true, false, true, false]);
});
