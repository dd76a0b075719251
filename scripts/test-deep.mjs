// `npm run test:deep`: what `npm test` does a tenth of, whole: many names, messages, sizes, kills and runs of property tests. Only the suites that
// have such a volume (scripts/testing/deep-suites.mjs), with a summary in the last line.
import { runMain } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';
import { deepSuites } from './testing/deep-suites.mjs';
import { runStages } from './testing/run-stages.mjs';
import { planStages, withLocale } from './testing/steps.mjs';
import { summarise } from './testing/summary.mjs';

process.env.MAYFLY_TESTS = 'deep';
withLocale();

await runMain(async () => {
  await setUpToTest();
  const suites = deepSuites();
  const groups = Object.keys(suites).filter((group) => suites[group].length > 0);
  return summarise(await runStages(await planStages(['build', ...groups], [], suites)));
});
