// Reads the numbers of passed and failed tests, and the failures, from the runners' JSON reports.
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/**
 * Counts of one step: those of the runner's report where there is one, else the step counts as one test. A runner that
 * failed although no test did (a suite that does not load, an unhandled error) counts as one failure.
 */
export function countFromReport(reportFile, exitCode) {
  const report = readReport(reportFile);
  const counts = report === undefined ? { passed: exitCode === 0 ? 1 : 0, failed: 0, skipped: 0 } : countsIn(report);
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * The failures in a step's report: the full name of each test (or the file that did not load), its file (absent for a failure outside any
 * test) and the runner's message, without colours. Empty without a report.
 */
export function failuresFromReport(reportFile) {
  const report = readReport(reportFile);
  if (report === undefined) return [];
  const failures = isPlaywrights(report) ? playwrightFailures(report) : vitestFailures(report);
  return failures.map((failure) => ({ ...failure, reason: stripVTControlCharacters(failure.reason ?? '').trim() }));
}

/** Sums `passed` and `failed` over rows. */
export function addCounts(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

// Playwright has `stats`, Vitest has counters at the top.
const isPlaywrights = (report) => report.stats !== undefined;

function countsIn(report) {
  if (isPlaywrights(report)) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    // Errors outside any test: a worker that did not end, a file that did not load.
    return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function playwrightFailures({ suites = [], errors }) {
  // A spec holds the tests of all projects; its own `ok` is that of the first project alone.
  const isFailed = ({ status }) => status === 'unexpected' || status === 'flaky';
  const failedIn = (suite, parents) => [
    ...(suite.specs ?? []).flatMap(({ title, tests, file }) =>
      tests.filter(isFailed).map(({ results }) => ({
        file,
        test: [...parents, suite.title, title].join(' › '),
        reason: results
          .flatMap((result) => result.errors)
          .map(({ message }) => message)
          .join('\n'),
      })),
    ),
    ...(suite.suites ?? []).flatMap((inner) => failedIn(inner, [...parents, suite.title])),
  ];
  return [
    ...suites.flatMap((suite) => failedIn(suite, [])),
    ...errors.map(({ message }) => ({ test: 'outside any test', reason: message })),
  ];
}

function vitestFailures({ testResults = [] }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    // A file that does not load has no tests to name.
    if (failed.length === 0) return status === 'failed' ? [{ file: name, test: name, reason: message }] : [];
    return failed.map(({ fullName, failureMessages }) => ({
      file: name,
      test: fullName,
      reason: failureMessages.join('\n'),
    }));
  });
}
