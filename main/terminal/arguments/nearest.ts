// A slip of the fingers is told what was probably meant.

/** Edits between two words: one character more, less or another, or two neighbours in each other's place (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    rows.push(line);
    for (let column = 1; column <= b.length; column += 1) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + changed,
        ...(swapped ? [at(row - 2, column - 2) + 1] : []),
      );
    }
  }
  return at(a.length, b.length);
}

/** Longer than any word that is known: not worth the time. */
const longest = 40;

/** The word that takes the fewest edits, at most one for three characters, or the first that begins with the text. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  if (text.length > longest) return undefined;
  const typed = text.toLowerCase();
  const [best] = known
    .map((word) => ({ word, edits: distance(typed, word) }))
    .filter(({ edits }) => edits <= Math.max(1, Math.floor(typed.length / 3)))
    .toSorted((a, b) => a.edits - b.edits);
  return best?.word ?? (typed.length < 3 ? undefined : known.find((word) => word.startsWith(typed)));
}
