import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { suitesVariable } from './files.mjs';

// What `npm run test:mutants` holds against mutants: of each mutated file the suite of its name, and those it shares.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^fast-check$/, replacement: fileURLToPath(new URL('few-runs.mjs', import.meta.url)) },
      { find: /^fast-check-itself$/, replacement: fileURLToPath(import.meta.resolve('fast-check')) },
    ],
  },
  test: { include: [...new Set(process.env[suitesVariable].split(','))], testTimeout: 60_000 },
});
