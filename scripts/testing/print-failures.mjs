// Prints the failed tests and their reasons again at the end of a long log.

const SHOWN_LINES = 12;

/** Prints name and the first lines of the reason of every failure in `rows` (`{ failures: [{ test, reason }] }`). */
export function printFailures(rows) {
  for (const { test, reason } of rows.flatMap(({ failures = [] }) => failures)) {
    const lines = reason.split('\n').filter((line) => line.trim() !== '');
    console.log(`\n✗ ${test}`);
    for (const line of lines.slice(0, SHOWN_LINES)) console.log(`    ${line}`);
  }
}
