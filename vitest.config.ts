import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Vitest hands `--exclude` to no project: another platform leaves suites out by this variable, globs with commas between them.
const leftOut = (process.env['MAYFLY_SUITES_LEFT_OUT'] ?? '').split(',').filter((glob) => glob !== '');
const elsewhere = ['test/desktop/**', 'test/e2e/**', 'test/network-namespaces/**', 'node_modules/**', ...leftOut];
/** These replace a module for all that load it: each has a process of its own. */
const withMocks = ['test/words/reading.test.ts', 'test/shell/window/desktop-actions.test.ts'];

// The suites that need only Node. Those under test/desktop and test/e2e need a desktop session, those under test/network-namespaces
// a network: scripts/test.mjs makes both.
// The files of a project share their workers' processes and what these have loaded, which halves the processor time: a file leaves no clock, global or
// environment variable changed behind.
export default defineConfig({
  plugins: [react()],
  test: {
    // These end what hangs. They say nothing about speed: another machine may be slow, and busy.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // The suites make much and keep little: with more room for what is new, a tenth of the processor time of the windows' suites is saved.
    // In Wine the suites run in threads, which take no flags of V8.
    execArgv: process.platform === 'win32' ? [] : ['--max-semi-space-size=64'],
    // Two thirds of the time these suites wait for disks, sockets and other processes: with one worker a core those stood idle, with two and a half still a sixth.
    maxWorkers: Math.ceil((process.platform === 'win32' ? 2 : 3) * availableParallelism()),
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'mocks', include: withMocks, exclude: elsewhere } },
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...elsewhere, ...withMocks, 'test/renderer/**'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'window',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          exclude: elsewhere,
          setupFiles: ['test/renderer/close-window.ts'],
          // As test/renderer/close-window.ts has it for Testing Library.
          ...(process.env['CI'] === undefined && { expect: { poll: { timeout: 3_000 } } }),
          environment: 'happy-dom',
          isolate: false,
        },
      },
    ],
  },
});
