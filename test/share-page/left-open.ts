// What a reader and a guest do with pages that they have read for a while: a browser keeps spare connections to the bucket meanwhile.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { ConnectionLimits } from '../../main/local-bucket/server/http-server';
import { choose, said } from '../request-page/browser-guest';
import { startRequestBucket, type RequestBucket } from '../request-page/published';
import { sha256, startPageBucket, type PageBucket } from './published';
import { ARRIVE_MS, until, type Reader } from './readers/reader';
import { mixed, picture, sound } from './sample-files';

export interface Buckets {
  readonly pages: PageBucket;
  readonly requests: RequestBucket;
}

export async function withBuckets(act: (buckets: Buckets) => Promise<void>, limits?: ConnectionLimits): Promise<void> {
  const pages = await startPageBucket(Date.now, limits);
  const requests = await startRequestBucket(Date.now, limits);
  try {
    await act({ pages, requests });
  } finally {
    await pages.stop();
    await requests.stop();
  }
}

async function readShare(reader: Reader, { pages }: Buckets, waitMs: number): Promise<void> {
  await reader.open((await pages.publish(mixed)).url);
  await said(reader, '5 files');
  await sleep(waitMs);
}

type Act = (reader: Reader, buckets: Buckets, waitMs: number) => Promise<void>;

/** Each opens a page, waits, and does one thing: the first request after the wait is the one that fails. */
export const acts: Readonly<Record<string, Act>> = {
  async downloads(reader, buckets, waitMs) {
    await readShare(reader, buckets, waitMs);
    await reader.press('Download Waves.wav');
    const arrived = async () => (await reader.downloads()).get('Waves.wav');
    await expect.poll(arrived, { timeout: ARRIVE_MS }).toBe(sha256(sound.body));
    // WebKit's test browser writes the next one of that name into this file.
    await rm(join(reader.downloadFolder, 'Waves.wav'));
  },
  async reloads(reader, buckets, waitMs) {
    await readShare(reader, buckets, waitMs);
    await reader.evaluate("void (document.title = 'before')");
    await reader.evaluate('void setTimeout(() => location.reload(), 0)');
    const isBack =
      "document.title !== 'before' && (document.querySelector('main')?.textContent.includes('5 files') ?? false)";
    await until(() => reader.evaluate(isBack).catch(() => false), 'it did not come back');
  },
  async previews(reader, buckets, waitMs) {
    await readShare(reader, buckets, waitMs);
    await reader.press(`Preview ${picture.path}`);
    await until(() => reader.evaluate("document.querySelector('dialog img')?.naturalWidth === 320"), 'no picture');
  },
  async posts(reader, { requests }, waitMs) {
    const asked = await requests.ask();
    await reader.open(asked.url);
    await said(reader, 'Up to 3 files');
    await sleep(waitMs);
    await choose(reader, { 'Beach.jpg': 400_000 });
    await reader.press('Send 1 file');
    await said(reader, '1 file received.', 20_000);
  },
};
