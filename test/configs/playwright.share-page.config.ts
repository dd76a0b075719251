import { defineConfig } from '@playwright/test';
import { isDeep } from '../volume';

// The pages of recipients and of guests in the system's browser, on a real bucket. It needs no desktop: the browser runs without a window.
export default defineConfig({
  testDir: '..',
  testMatch: '{share-page,encrypted-page,request-page}/**/*.page.ts',
  // In this browser they repeat what the others hold; in the others `npm run test:platforms -- browsers` runs them (playwright.browsers.config.ts).
  testIgnore: isDeep ? [] : ['**/every-browser.page.ts'],
  ...(isDeep ? {} : { grepInvert: /@deep/ }),
  outputDir: '../../test-results/share-page',
  workers: 4,
  fullyParallel: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [['list']] : [['list'], ['json']],
  use: {
    // No traces: to draw a picture again they fetch its blob, which the page's policy refuses with an error in the log.
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    launchOptions: {
      executablePath: process.env['MAYFLY_BROWSER'] || '/usr/bin/chromium',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
