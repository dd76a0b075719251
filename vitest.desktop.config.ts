import { defineConfig } from 'vitest/config';

// The suites that need a session bus, a keychain or a display but no browser driver. scripts/desktop-session.mjs
// gives them those; one file at a time, because the keychain and the bus are shared.
export default defineConfig({
  test: {
    include: ['test/desktop/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    fileParallelism: false,
    reporters: ['default'],
  },
});
