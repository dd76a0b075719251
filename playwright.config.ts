import { defineConfig } from '@playwright/test';

// The built app, driven as a person would. One worker: the session bus, the clipboard and the keychain are shared. No
// retries: a test that passes only the second time is a test to mend.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.{e2e,spec,test}.ts',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [['list']] : [['list'], ['json']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
