import { defineConfig } from '@playwright/test';
import app from '../../playwright.config';

// The app on a network of namespaces (test/network-namespaces): what it opens there is opened in no real network.
export default defineConfig({
  ...app,
  testDir: '../e2e',
  testMatch: '**/{on-network,nearby-devices}.e2e.ts',
  testIgnore: [],
  outputDir: '../../test-results/on-network',
  workers: 1,
  fullyParallel: false,
});
