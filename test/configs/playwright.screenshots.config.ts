import { defineConfig } from '@playwright/test';

// `npm run screenshots`: pictures of the real app for README and docs, written to docs/screenshots.
export default defineConfig({
  testDir: '../screenshots',
  testMatch: '**/*.shots.ts',
  outputDir: '../../test-results',
  workers: 1,
  timeout: 60_000,
  reporter: [['list']],
});
