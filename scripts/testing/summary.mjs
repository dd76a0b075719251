// The end of `npm test` and `npm run test:deep`: what failed, a line a step, and their sums in the last line.
import { addCounts } from './counts.mjs';
import { printFailures } from './print-failures.mjs';

/** Prints the rows of runStages; gives the exit code. */
export function summarise(rows) {
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
