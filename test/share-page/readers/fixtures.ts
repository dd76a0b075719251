// Which browser the cases run in is a word in the runner's configuration; each worker starts it once, WebKit once for each test: its test browser
// keeps a bar for every download, and stopped answering once there were many.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { startPageBucket, type PageBucket } from '../published';
import { startChromium } from './chromium';
import { startFirefox } from './firefox';
import type { BrowserName, Reader } from './reader';
import { startWebKit } from './webkit';

interface WorkerFixtures {
  readonly reading: BrowserName;
  /** How long a page is read before anything of it is pressed. */
  readonly readMs: number;
  readonly bucket: PageBucket;
  readonly browserOfWorker: Reader | undefined;
}

/** A browser of its own, for who needs several. */
export const starts: Readonly<Record<BrowserName, () => Promise<Reader>>> = {
  chromium: () => startChromium(),
  firefox: () => startFirefox(),
  webkit: () => startWebKit(),
};

export const test = base.extend<{ readonly reader: Reader }, WorkerFixtures>({
  reading: ['chromium', { scope: 'worker', option: true }],
  readMs: [0, { scope: 'worker', option: true }],
  bucket: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameters
    async ({}, use) => {
      const bucket = await startPageBucket();
      await use(bucket);
      await bucket.stop();
    },
    { scope: 'worker' },
  ],
  browserOfWorker: [
    async ({ reading }, use) => {
      const reader = reading === 'webkit' ? undefined : await starts[reading]();
      await use(reader);
      await reader?.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  reader: async ({ reading, browserOfWorker }, use) => {
    const reader = browserOfWorker ?? (await starts[reading]());
    await use(reader);
    if (browserOfWorker === undefined) {
      await reader.close();
      return;
    }
    (reader.troubles as string[]).length = 0;
    for (const name of (await reader.downloads()).keys()) await rm(join(reader.downloadFolder, name), { force: true });
  },
});

export { expect };
