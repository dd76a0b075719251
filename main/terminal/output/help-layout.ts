// Lays a help text out for the width of a terminal. The first file of the command line does it too, so this imports no words.
import { widthOf } from './text-width';

/** A paragraph with the spaces before it, or what is typed and, in a column of its own, what it does. */
export type HelpLine = string | readonly [typed: string, said: string];
export type HelpText = readonly HelpLine[];

const indent = '  ';
const textColumn = 30;
/** Below this width what is said stands below what is typed. */
const twoColumns = 60;
/** Longer lines are hard to read, so a wider terminal gets no wider help. */
const widest = 120;
const narrowest = 40;
/** Where standard output is no terminal. */
const usualWidth = 100;

/** Breaks a text between words; a word that is wider than `columns` has a line of its own. */
function wrapped(text: string, columns: number): readonly string[] {
  const found: string[] = [];
  let width = 0;
  for (const word of text.split(' ')) {
    const ofWord = widthOf(word);
    const fits = found.length > 0 && width + 1 + ofWord <= columns;
    if (fits) found[found.length - 1] += ` ${word}`;
    else found.push(word);
    width = fits ? width + 1 + ofWord : ofWord;
  }
  return found;
}

function paragraph(text: string, columns: number): readonly string[] {
  // A command is copied whole.
  if (/^ *mayfly /.test(text)) return [text];
  const [before = ''] = /^ */.exec(text) ?? [];
  return wrapped(text.slice(before.length), columns - before.length).map((line) => before + line);
}

function entry(typed: string, said: string, columns: number): readonly string[] {
  const left = indent + typed;
  const column = columns < twoColumns ? 2 * indent.length : textColumn;
  const lines = wrapped(said, columns - column).map((line) => ' '.repeat(column) + line);
  return left.length < column - 1 ? [left + (lines[0] ?? '').slice(left.length), ...lines.slice(1)] : [left, ...lines];
}

/** `columns`: of the terminal on standard output; `undefined` without one. */
export function layOut(text: HelpText, columns: number | undefined): readonly string[] {
  const width = Math.min(Math.max(columns ?? usualWidth, narrowest), widest);
  return text.flatMap((line) => (typeof line === 'string' ? paragraph(line, width) : entry(...line, width)));
}
