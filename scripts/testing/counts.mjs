// Reads how many tests passed and failed out of the runners' own JSON reports.
import { existsSync, readFileSync } from 'node:fs';

/**
 * Counts of one step: of the runner's report where it wrote one, else the step itself counts as one test. A runner that
 * failed although no test did (a suite that does not load, an unhandled error) counts as one failure.
 */
export function countFromReport(reportFile, exitCode) {
  const counts = existsSync(reportFile)
    ? readReport(JSON.parse(readFileSync(reportFile, 'utf8')))
    : { passed: exitCode === 0 ? 1 : 0, failed: 0, skipped: 0 };
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Sums `passed` and `failed` over rows. */
export function addCounts(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}

function readReport(report) {
  // Playwright has `stats`, Vitest has counters at the top.
  if (report.stats !== undefined) {
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
