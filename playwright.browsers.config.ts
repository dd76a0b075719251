import { defineConfig } from '@playwright/test';
import type { BrowserName } from './test/share-page/readers/reader';
import sharePage from './playwright.share-page.config';

const everywhere = '**/every-browser.page.ts';
const sealed = '**/{sealed,minute}.reader.ts';
// Chromium's place for files is what the pages tests have; read for a minute it is here as well.
const minute = '**/minute.reader.ts';
// Also on other people's servers: `npm run test:servers`.
const whole = '**/whole.guest.ts';
const crowd = '**/crowd.guest.ts';
const leftOpen = '**/left-open.guest.ts';

// The pages in buckets in the browsers that `npm test` does not start: Firefox, WebKit, and Chromium with a window. Needs a display.
export default defineConfig<object, { readonly reading: BrowserName }>({
  ...sharePage,
  outputDir: 'test-results/browsers',
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  projects: [
    { name: 'firefox', testMatch: [everywhere, sealed, whole, leftOpen], use: { reading: 'firefox' } },
    {
      name: 'webkit',
      testMatch: [everywhere, sealed, whole, leftOpen, '**/webkit.window.ts'],
      use: { reading: 'webkit' },
    },
    {
      name: 'chromium',
      testMatch: [minute, whole, crowd, leftOpen, '**/chromium.window.ts'],
      use: { reading: 'chromium' },
    },
  ],
});
