import { defineConfig } from 'vitest/config';

// The suites on a network of namespaces, on the computer of its owner. They share the computers and change them, so they follow each other.
export default defineConfig({
  test: {
    include: ['test/network-namespaces/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    maxWorkers: 1,
    reporters: ['default'],
  },
});
