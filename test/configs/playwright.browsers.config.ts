import { defineConfig } from '@playwright/test';
import type { BrowserName } from '../share-page/readers/reader';
import sharePage from './playwright.share-page.config';

const everywhere = '**/every-browser.page.ts';
const onNetwork = '**/network-namespaces/phone.reader.ts';
const sealed = '**/sealed.reader.ts';
// Also on other people's servers: `npm run test:servers`.
const whole = '**/whole.guest.ts';
const crowd = '**/crowd.guest.ts';
// They wait as long as a guest or a recipient reads.
const readFirst = [
  '**/left-open.guest.ts',
  '**/minute.reader.ts',
  '**/read-for-a-minute.reader.ts',
  '**/read-first.guest.ts',
  '**/own-bucket.page.ts',
];

// The pages in buckets in the browsers that `npm test` does not start: Firefox, WebKit, and Chromium with a window. Needs a display.
export default defineConfig<object, { readonly reading: BrowserName; readonly readMs: number }>({
  ...sharePage,
  testIgnore: [],
  outputDir: '../../test-results/browsers',
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  use: { ...sharePage.use, readMs: 60_000 },
  projects: [
    { name: 'firefox', testMatch: [everywhere, sealed, whole, onNetwork, ...readFirst], use: { reading: 'firefox' } },
    {
      name: 'webkit',
      testMatch: [everywhere, sealed, whole, onNetwork, ...readFirst, '**/webkit.window.ts'],
      use: { reading: 'webkit' },
    },
    {
      name: 'chromium',
      testMatch: [whole, crowd, ...readFirst, '**/chromium.window.ts'],
      use: { reading: 'chromium' },
    },
  ],
});
