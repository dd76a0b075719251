import { defineConfig } from '@playwright/test';
import { isDeep } from './test/volume';

const inWayland = process.env['MAYFLY_DISPLAY'] === 'wayland';

// The packaged app, driven as a person would. On Linux every worker has a desktop of its own (test/e2e/fixtures.ts), elsewhere the clipboard and
// the keychain are shared. Much of a test is waiting: more workers than cores keep those busy. No retries: a test that passes only the second
// time is a test to mend.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.{e2e,spec,test}.ts',
  // Those of a Wayland session run in one only: `npm run test:platforms -- wayland`.
  testIgnore: inWayland
    ? ['**/{on-network,nearby-devices}.e2e.ts']
    : ['**/wayland*.e2e.ts', '**/{on-network,nearby-devices}.e2e.ts'],
  // What another suite holds more cheaply, or takes as long as ten others: only in `npm run test:deep`, and in a Wayland session.
  ...(isDeep || inWayland ? {} : { grepInvert: /@deep/ }),
  outputDir: 'test-results/app',
  // A Wayland session composes its windows by the processor.
  workers: process.platform !== 'linux' ? 1 : inWayland ? 3 : 4,
  fullyParallel: true,
  retries: 0,
  // These end what hangs. They say nothing about speed: another machine may be slow, and busy.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [['list']] : [['list'], ['json']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
