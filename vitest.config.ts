import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The suites that need only Node. The keychain suite and everything under test/e2e need a desktop session; scripts/test.mjs starts one.
export default defineConfig({
  plugins: [react()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    reporters: ['default'],
  },
});
