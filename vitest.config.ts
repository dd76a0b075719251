import { availableParallelism } from 'node:os';
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
    // Half of the time these suites wait for disks, sockets and other processes: with one worker a core those stood idle.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    reporters: ['default'],
  },
});
