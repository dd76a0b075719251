import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// The suites that need a session bus, a keychain or a display but no browser driver. Every file opens a desktop of its own and mostly waits
// for it.
export default defineConfig({
  test: {
    include: ['test/desktop/**/*.test.ts'],
    setupFiles: ['test/desktop/own-session.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    reporters: ['default'],
  },
});
