// The last lines of `npm test` must not hide a failure: how the runners' reports become counts, and the names and words of what failed.
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
interface Failure {
  readonly file?: string;
  readonly test: string;
  readonly reason: string;
}
const { countFromReport, failuresFromReport } = await loadScript<{
  countFromReport: (reportFile: string, exitCode: number) => Counts;
  failuresFromReport: (reportFile: string) => readonly Failure[];
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

test.each<[string, object | undefined, readonly Failure[]]>([
  ['a step without a report names nothing', undefined, []],
  [
    'a failed test of Vitest is named with its words, without colours; a passed one is not',
    {
      ...vitest,
      testResults: [
        {
          name: '/there/links.test.ts',
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'passed', fullName: 'links live', failureMessages: [] },
            {
              status: 'failed',
              fullName: 'links die',
              failureMessages: ['\u001B[31mexpected 403\u001B[39m', 'then 200'],
            },
          ],
        },
      ],
    },
    [{ file: '/there/links.test.ts', test: 'links die', reason: 'expected 403\nthen 200' }],
  ],
  [
    'a file that Vitest could not load is named',
    {
      ...vitest,
      testResults: [{ name: '/there/a.test.ts', status: 'failed', message: 'no module', assertionResults: [] }],
    },
    [{ file: '/there/a.test.ts', test: '/there/a.test.ts', reason: 'no module' }],
  ],
  [
    'a failed test of Playwright is named with its file and groups, and so is what fails outside any test',
    {
      ...playwright,
      suites: [
        {
          title: 'share.e2e.ts',
          specs: [{ title: 'works', ok: true, tests: [] }],
          suites: [
            {
              title: 'links',
              specs: [
                {
                  title: 'die',
                  file: 'share.e2e.ts',
                  ok: false,
                  tests: [{ status: 'unexpected', results: [{ errors: [{ message: 'no 403' }] }] }],
                },
                {
                  title: 'live in the first browser',
                  file: 'share.e2e.ts',
                  ok: true,
                  tests: [
                    { status: 'expected', results: [{ errors: [] }] },
                    { status: 'unexpected', results: [{ errors: [{ message: 'no 200' }] }] },
                  ],
                },
              ],
            },
          ],
        },
      ],
      errors: [{ message: 'a worker did not end' }],
    },
    [
      { file: 'share.e2e.ts', test: 'share.e2e.ts › links › die', reason: 'no 403' },
      { file: 'share.e2e.ts', test: 'share.e2e.ts › links › live in the first browser', reason: 'no 200' },
      { test: 'outside any test', reason: 'a worker did not end' },
    ],
  ],
])('%s', (name, report, failures) => {
  const file = join(folder, `${name.slice(0, 40)}-failures.json`);
  if (report !== undefined) writeFileSync(file, JSON.stringify(report));
  expect(failuresFromReport(file)).toEqual(failures);
});
