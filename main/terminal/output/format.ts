// Sizes, times and tables as a terminal shows them.
import { formats, clockFormat, spokenHere } from '../../core/wording/formats';
import { printable } from './output';

export const bytes = (count: number): string => formats().bytes(count);

/** `6 days 23 hr`, `59 min`; never less than a second. */
export const duration = (seconds: number): string => formats().duration(seconds);

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

/** Source: Unicode Standard Annex #11, East Asian Width, W and F; what a script has beyond that is rare in names. */
const wide =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

const none = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns of a terminal. */
export function widthOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

/** As `padEnd`, in columns. */
export const padTo = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - widthOf(text)));
