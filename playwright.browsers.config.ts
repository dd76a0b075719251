import { defineConfig } from '@playwright/test';
import type { BrowserName } from './test/share-page/readers/reader';
import sharePage from './playwright.share-page.config';

// The pages in buckets in the browsers that `npm test` does not start: Firefox, WebKit, and Chromium with a window. Needs a display.
export default defineConfig<object, { readonly reading: BrowserName }>({
  ...sharePage,
  outputDir: 'test-results/browsers',
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  projects: [
    { name: 'firefox', testMatch: '**/every-browser.page.ts', use: { reading: 'firefox' } },
    { name: 'webkit', testMatch: ['**/every-browser.page.ts', '**/webkit.window.ts'], use: { reading: 'webkit' } },
    { name: 'chromium', testMatch: '**/chromium.window.ts', use: { reading: 'chromium' } },
  ],
});
