// The recipient at the other end of a link: a browser with no memory, and somebody who notes whatever it lets out.
import { readFile } from 'node:fs/promises';
import { expect, test as base, type BrowserContextOptions, type Download, type Page } from '@playwright/test';
import { startRequestBucket, type RequestBucket } from '../request-page/published';
import { sha256, startPageBucket, type PageBucket } from './published';

export interface Watched {
  readonly page: Page;
  /** Everything that must stay empty: errors, foreign requests, referrers. */
  readonly leaks: readonly string[];
  /** Paths asked for at the bucket, in order. */
  readonly asked: readonly string[];
  /** Puts the page's clock forward, and the bucket's. */
  readonly wind: (ms: number) => Promise<void>;
}

export interface Saved {
  readonly name: string;
  readonly sha256: string;
}

export interface OpenOptions extends BrowserContextOptions {
  /** How far the reader's clock is ahead. */
  readonly clockAheadMs?: number;
}

export interface Opens {
  readonly open: (published: { readonly url: string }, options?: OpenOptions) => Promise<Watched>;
}

/** The bucket's clock. */
export interface Clock {
  aheadMs: number;
}

export interface OfWorker {
  readonly clock: Clock;
  readonly pageBucket: PageBucket;
  readonly requestBucket: RequestBucket;
}

/** A bucket by the worker's clock. */
const started =
  <B extends { readonly stop: () => Promise<void> }>(start: (now: () => number) => Promise<B>) =>
  async ({ clock }: OfWorker, use: (bucket: B) => Promise<void>): Promise<void> => {
    const bucket = await start(() => Date.now() + clock.aheadMs);
    await use(bucket);
    await bucket.stop();
  };

/**
 * A guest's and a recipient's browser alike. What a worker keeps stands here for all of them, because tests with other fixtures of a worker get a process and
 * a browser of their own, which takes more processor time than a test.
 */
export const opens = base.extend<Opens, OfWorker>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameters
  clock: [({}, use) => use({ aheadMs: 0 }), { scope: 'worker' }],
  pageBucket: [started(startPageBucket), { scope: 'worker' }],
  requestBucket: [started(startRequestBucket), { scope: 'worker' }],
  open: async ({ browser, contextOptions, clock }, use) => {
    const closing: (() => Promise<void>)[] = [];
    await use(async ({ url }, { clockAheadMs = 0, ...options } = {}) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      closing.push(() => context.close());
      const page = await context.newPage();
      const { origin } = new URL(url);
      const leaks: string[] = [];
      const asked: string[] = [];
      page.on('pageerror', ({ message }) => leaks.push(`error: ${message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') leaks.push(`console: ${message.text()}`);
      });
      page.on('request', (request) => {
        const asks = new URL(request.url());
        if (asks.protocol === 'data:' || asks.protocol === 'blob:') return;
        if (asks.origin === origin) asked.push(asks.pathname);
        else leaks.push(`request: ${asks.origin}`);
        const { referer } = request.headers();
        if ((referer ?? '') !== '') leaks.push(`referer: ${String(referer)}`);
      });
      await page.addInitScript((startMs) => {
        const now = Date.now;
        let aheadMs = startMs;
        Date.now = () => now() + aheadMs;
        addEventListener('wind', (event) => (aheadMs += (event as CustomEvent<number>).detail));
      }, clockAheadMs + clock.aheadMs);
      await page.goto(url);
      const wind = async (ms: number) => {
        clock.aheadMs += ms;
        await page.evaluate((detail) => void dispatchEvent(new CustomEvent('wind', { detail })), ms);
      };
      return { page, leaks, asked, wind };
    });
    for (const close of closing) await close();
    clock.aheadMs = 0;
  },
});

export const test = opens.extend<{ readonly bucket: PageBucket }>({
  bucket: ({ pageBucket }, use) => use(pageBucket),
});

export { expect };
export { axeViolations as barriers } from '../axe';

/** What the page fetches from now on comes so slowly. */
export async function throttle(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const line = { offline: false, latency: 0, downloadThroughput: bytesPerSecond, uploadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', line);
}

export async function saved(download: Download): Promise<Saved> {
  return { name: download.suggestedFilename(), sha256: sha256(await readFile(await download.path())) };
}

/** Everything a browser could remember of a page. */
export const remembered = (page: Page): Promise<readonly number[]> =>
  page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie.length,
    (await indexedDB.databases()).length,
    'caches' in window ? (await caches.keys()).length : 0,
    'serviceWorker' in navigator ? (await navigator.serviceWorker.getRegistrations()).length : 0,
  ]);

export const nothing = [0, 0, 0, 0, 0, 0] as const;
