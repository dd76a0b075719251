// `npm run test:platforms`: runs the groups that `npm test` cannot, each on a platform of its own: another Node, Windows, Wayland, other browsers.
// A group installs its packages (apt-get as root, npm) and says so; where they cannot be installed it is skipped with its reason. One line of result each.
//   npm run test:platforms -- wayland browsers     some groups only
//   npm run test:platforms -- soak                 what takes minutes of one test: only when it is named
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groups } from './platforms/groups.mjs';
import { ensureBuild } from './setup/app-build.mjs';
import { SetupError, runMain, say } from './setup/progress.mjs';
import { setUpToTest } from './setup/set-up.mjs';
import { addCounts } from './testing/counts.mjs';
import { printFailures } from './testing/print-failures.mjs';
import { afterSecondTry } from './testing/second-try.mjs';
import { withLocale } from './testing/steps.mjs';

withLocale();

await runMain(async () => {
  const words = process.argv.slice(2);
  const known = Object.keys(groups);
  if (!words.every((word) => known.includes(word)))
    throw new SetupError(`usage: npm run test:platforms [-- ${known.join(' ')}]`);
  await setUpToTest();
  // Most groups run the built command, or read the built pages.
  await ensureBuild();
  const rows = [];
  for (const name of words.length === 0 ? known.filter((one) => one !== 'soak') : words) {
    const group = await groups[name]();
    // A group that stopped by an error is repeated whole.
    rows.push(
      await afterSecondTry(
        await runGroup(group),
        (failures) => runGroup(group, failures),
        () => true,
      ),
    );
  }
  return summarise(rows);
});

/** Runs one group, or of its tests those that failed before; an error of the group counts as one failure with its message. */
async function runGroup({ title, run }, failedBefore) {
  console.log(`\n== ${title}${failedBefore === undefined ? '' : ', once more'}`);
  const startedMs = performance.now();
  const reportFolder = mkdtempSync(join(tmpdir(), 'mayfly-platform-'));
  let result;
  try {
    result = await run({ reportFolder, failedBefore });
  } catch (error) {
    // The other groups still run: their results do not depend on it.
    const reason = error instanceof SetupError ? error.message : error.stack;
    say(reason);
    result = { passed: 0, failed: 1, skipped: 0, failures: [{ test: title, reason }] };
  } finally {
    rmSync(reportFolder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { title, seconds: (performance.now() - startedMs) / 1_000, ...result };
}

function summarise(rows) {
  printFailures(rows);
  console.log('');
  for (const { title, seconds, unavailable, passed, failed, skipped, remark } of rows) {
    const time = `${seconds.toFixed(1)} s`;
    if (unavailable !== undefined) console.log(`- ${title}: left out: ${unavailable}`);
    else {
      const notes = [skipped > 0 ? `${skipped} skipped` : '', remark ?? ''].filter((note) => note !== '');
      const tail = notes.length > 0 ? ` (${notes.join('; ')})` : '';
      console.log(`${failed > 0 ? '✗' : '✓'} ${title}: ${passed} passed, ${failed} failed in ${time}${tail}`);
    }
  }
  const total = addCounts(rows.filter(({ unavailable }) => unavailable === undefined));
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}
