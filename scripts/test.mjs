// `npm test`: runs all checks as named and timed steps, with a summary in the last line.
//   npm test -- --only static,unit,page,network,network-page,desktop,e2e     some groups only
//   npm test -- --only unit -- test/core/links     what follows the second -- goes to the test runners
import { SetupError, runMain } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';
import { runStages } from './testing/run-stages.mjs';
import { planStages, withLocale } from './testing/steps.mjs';
import { summarise } from './testing/summary.mjs';

const GROUPS = ['static', 'unit', 'page', 'network', 'network-page', 'desktop', 'e2e'];

withLocale();

await runMain(async () => {
  const { only, runnerArgs } = readArguments(process.argv.slice(2));
  await setUpToTest();
  // The build always comes first: the tests run the built command line and app.
  return summarise(await runStages(await planStages(['build', ...only], runnerArgs)));
});

function readArguments(words) {
  const cut = words.indexOf('--');
  const own = cut < 0 ? words : words.slice(0, cut);
  const options = { only: GROUPS, runnerArgs: cut < 0 ? [] : words.slice(cut + 1) };
  for (let index = 0; index < own.length; index += 2) {
    const value = own[index + 1] ?? '';
    if (own[index] === '--only' && value.split(',').every((group) => GROUPS.includes(group)))
      options.only = value.split(',');
    else throw new SetupError(`usage: npm test -- [--only ${GROUPS.join(',')}] [-- ARGUMENTS FOR THE TEST RUNNERS]`);
  }
  return options;
}
