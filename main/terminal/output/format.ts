// Sizes, times and tables for a terminal.
import { formats, clockFormat, spokenHere } from '../../core/wording/formats';
import { printable } from './output';
import { padTo, widthOf } from './text-width';

export const bytes = (count: number): string => formats().bytes(count);

/** `6 days 23 hr`, `59 min`; never less than a second. */
export const duration = (seconds: number): string => formats().duration(seconds);

/** The time left of a link: as `duration`, and a whole day during its first half hour. */
export const timeLeft = (seconds: number): string => formats().left(seconds);

/** A clock time here; `atMs` and `nowMs` are Unix ms. */
export const clockWords = (atMs: number, nowMs: number): string =>
  clockFormat(spokenHere(new Intl.DateTimeFormat().resolvedOptions()))(atMs, nowMs);

/** Lines of columns as wide as their widest cell, two spaces between, nothing after the last. */
export function table(unchecked: readonly (readonly string[])[]): readonly string[] {
  const rows = unchecked.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
  }
  return rows.map((row) =>
    row.map((cell, index) => (index === row.length - 1 ? cell : padTo(cell, widths[index] ?? 0))).join('  '),
  );
}
