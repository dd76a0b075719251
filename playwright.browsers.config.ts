import { defineConfig } from '@playwright/test';
import type { BrowserName } from './test/share-page/readers/reader';
import sharePage from './playwright.share-page.config';

const everywhere = '**/every-browser.page.ts';
// Also on other people's servers: `npm run test:servers`.
const whole = '**/whole.guest.ts';

// The pages in buckets in the browsers that `npm test` does not start: Firefox, WebKit, and Chromium with a window. Needs a display.
export default defineConfig<object, { readonly reading: BrowserName }>({
  ...sharePage,
  outputDir: 'test-results/browsers',
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  projects: [
    { name: 'firefox', testMatch: [everywhere, whole], use: { reading: 'firefox' } },
    { name: 'webkit', testMatch: [everywhere, whole, '**/webkit.window.ts'], use: { reading: 'webkit' } },
    { name: 'chromium', testMatch: [whole, '**/chromium.window.ts'], use: { reading: 'chromium' } },
  ],
});
