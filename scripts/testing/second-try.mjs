// What `npm test` does about tests that failed, where nobody can press the button again.
import { printFailures } from './print-failures.mjs';

/**
 * In continuous integration, on a machine that others keep busy, the tests that failed are run once more: what is broken fails again. `runAgain`
 * resolves to the row of that second run, with the failed tests alone (and what stands in their files). What passed only then is named in `remark`.
 */
export async function afterSecondTry(first, runAgain) {
  const named = (first.failures ?? []).filter(({ file }) => file !== undefined);
  if (process.env.CI === undefined || first.failed === 0 || named.length < first.failed) return first;
  printFailures([first]);
  const second = await runAgain(named);
  const stillFailed = Math.min(second.failed, first.failed);
  const names = named
    .map(({ test }) => test)
    .filter((test) => !second.failures.some((failure) => failure.test === test));
  return {
    ...first,
    seconds: first.seconds + second.seconds,
    passed: first.passed + first.failed - stillFailed,
    failed: stillFailed,
    failures: second.failures,
    ...(names.length > 0 && { remark: `at the second try: ${names.join(', ')}` }),
  };
}
