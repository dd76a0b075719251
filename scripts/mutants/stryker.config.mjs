import { mutatedFiles, sourceOf } from './files.mjs';

export default {
  mutate: mutatedFiles.map(sourceOf),
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'scripts/mutants/vitest.config.mjs' },
  // Stryker rewrites the tsconfig it finds with a compiler API that TypeScript 7 has no more: it finds none.
  tsconfigFile: 'no-tsconfig.json',
  ignorePatterns: ['/out', '/dist', '/docs', '/test-results', '/playwright-report'],
  tempDirName: 'out/mutants',
  jsonReporter: { fileName: 'out/mutants.json' },
  reporters: ['json', 'clear-text'],
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: false, reportMutants: true },
  incrementalFile: 'out/mutants-incremental.json',
  concurrency: 2,
  // A loaded machine is slow; a mutant that goes round for ever is not in a hurry either.
  timeoutMS: 10_000,
};
