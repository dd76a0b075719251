import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The suites that need only Node. Those under test/desktop and test/e2e need a desktop session: scripts/test.mjs starts one.
export default defineConfig({
  plugins: [react()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/desktop/**', 'test/e2e/**', 'node_modules/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Vitest leaves a core free otherwise, which is half of two.
    maxWorkers: '100%',
    reporters: ['default'],
  },
});
