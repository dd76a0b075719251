import { defineConfig } from '@playwright/test';
import sharePage from './playwright.share-page.config';
import { hasNetwork, network } from '../network-namespaces/network';

// The pages on a network of namespaces: the bucket is on its owner's computer, the browser on the phone (test/network-namespaces). The suites share the
// computers and change them, so they follow each other.
const { launchOptions } = sharePage.use ?? {};
const browser = launchOptions?.executablePath ?? '';

export default defineConfig({
  ...sharePage,
  testMatch: 'network-namespaces/**/*.page.ts',
  outputDir: '../../test-results/network',
  workers: 1,
  fullyParallel: false,
  use: {
    ...sharePage.use,
    launchOptions: { ...launchOptions, executablePath: hasNetwork ? network().phone.programAt(browser) : browser },
  },
});
