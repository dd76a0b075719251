// What `npm test` and `npm run test:platforms` do about tests that failed, where nobody can press the button again.
import { printFailures } from './print-failures.mjs';

/**
 * In continuous integration, on a machine that others keep busy, the tests that failed are run once more: what is broken fails again. `runAgain`
 * resolves to the row of that second run, with the failed tests at least. What passed only then is named in `remark`. `canRepeat` tells whether a
 * failure is one that `runAgain` repeats.
 */
export async function afterSecondTry(first, runAgain, canRepeat = ({ file }) => file !== undefined) {
  const named = (first.failures ?? []).filter(canRepeat);
  if (process.env.CI === undefined || first.failed === 0 || named.length < first.failed) return first;
  printFailures([first]);
  const second = await runAgain(named);
  if (second.unavailable !== undefined) return first;
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
    ...(names.length > 0 && {
      remark: [first.remark, `at the second try: ${names.join(', ')}`].filter(Boolean).join('; '),
    }),
  };
}
