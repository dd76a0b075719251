// The last line of `npm test` must not hide a failure: how the runners' reports become counts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadScript } from './scripts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
const { countFromReport } = await loadScript<{
  countFromReport: (reportFile: string, exitCode: number) => Counts;
}>('testing/counts.mjs');

const folder = mkdtempSync(join(tmpdir(), 'mayfly-counts-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };
const playwright = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };

test.each<[string, object | undefined, number, Counts]>([
  ['a step without a report counts as one test', undefined, 0, { passed: 1, failed: 0, skipped: 0 }],
  ['and as one failure', undefined, 2, { passed: 0, failed: 1, skipped: 0 }],
  ['Vitest', vitest, 0, { passed: 5, failed: 0, skipped: 2 }],
  ['Vitest with a failed test', { ...vitest, numFailedTests: 2 }, 1, { passed: 5, failed: 2, skipped: 2 }],
  ['a suite that did not load is a failure though no test failed', vitest, 1, { passed: 5, failed: 1, skipped: 2 }],
  ['Playwright, where flaky is failed', playwright, 1, { passed: 3, failed: 2, skipped: 2 }],
  [
    'and an error outside any test is one more',
    { ...playwright, errors: [{ message: 'a worker did not end' }] },
    1,
    { passed: 3, failed: 3, skipped: 2 },
  ],
])('%s', (name, report, exitCode, counts) => {
  const file = join(folder, `${name}.json`);
  if (report !== undefined) writeFileSync(file, JSON.stringify(report));
  expect(countFromReport(file, exitCode)).toEqual(counts);
});
