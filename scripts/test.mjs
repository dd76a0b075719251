// `npm test`: runs all checks as named and timed steps, with a summary in the last line.
//   npm test -- --only static,unit,page,desktop,e2e     some groups only
//   npm test -- --only unit -- test/core/links     what follows the second -- goes to the test runners
import { SetupError, runMain } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';
import { addCounts } from './testing/counts.mjs';
import { printFailures } from './testing/print-failures.mjs';
import { runStages } from './testing/run-stages.mjs';
import { planStages } from './testing/steps.mjs';

const GROUPS = ['static', 'unit', 'page', 'desktop', 'e2e'];

// People's computers have a locale. Without one, as in a bare container, a browser saves no name beyond ASCII.
const { LC_ALL, LC_CTYPE, LANG } = process.env;
if (!/utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '')) process.env.LC_ALL = 'C.UTF-8';

await runMain(async () => {
  const { only, runnerArgs } = readArguments(process.argv.slice(2));
  await setUpToTest();
  // The build always comes first: the tests run the built command line and app.
  return summarise(await runStages(await planStages(['build', ...only], runnerArgs)));
});

function summarise(rows) {
  printFailures(rows);
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log('');
  for (const row of rows) {
    const skipped = row.skipped > 0 ? `, ${row.skipped} skipped` : '';
    const remark = row.remark === undefined ? '' : ` (${row.remark})`;
    const time = `${row.seconds.toFixed(1)} s`.padStart(8);
    console.log(
      `${row.failed > 0 ? '✗' : '✓'} ${row.name.padEnd(width)} ${time}   ${row.passed} passed, ${row.failed} failed${skipped}${remark}`,
    );
  }
  const total = addCounts(rows);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

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
