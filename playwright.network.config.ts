import { defineConfig } from '@playwright/test';
import sharePage from './playwright.share-page.config';

// The pages on a network of namespaces: the bucket is on its owner's computer, the browser on the phone (test/network-namespaces). The suites share the
// computers and change them, so they follow each other.
export default defineConfig({
  ...sharePage,
  testMatch: 'network-namespaces/**/*.page.ts',
  outputDir: 'test-results/network',
  workers: 1,
  fullyParallel: false,
});
