// Standard output as `--output`, `--format` and `--jsonl` want it: commands print as ever, and what they print is written in another shape or place.
import { documentLine, printableLines, type Terminal } from '../output/output';
import { formatted, type LineFormat } from './format';

export interface OutputShape {
  /** The path of a file in place of standard output. */
  readonly file?: string;
  /** Each result of JSON in this form. */
  readonly format?: LineFormat;
  /** The items of an array a line each. */
  readonly isLines?: true;
}

type Item = Readonly<Record<string, unknown>>;

/** Takes and loses whole lines. */
export type LineWriter = Pick<Terminal, 'printExactly' | 'lost'>;

/** Failures stay in words: the format is for results. */
function inWords(line: string): string {
  const { error, warning } = (line.startsWith('{') ? JSON.parse(line) : {}) as { readonly [Kind in string]?: Item };
  const told = error ?? warning;
  return told === undefined ? line : `mayfly: ${String(told['message'])} ${String(told['next'])}`;
}

/** `file`: takes the lines in place of standard output. */
export function shapedTerminal(terminal: Terminal, { format, isLines }: OutputShape, file?: LineWriter): Terminal {
  const printExactly = (text: string) => (file ?? terminal).printExactly(text);
  const printLines = (lines: string | readonly string[]) => {
    if (file === undefined) terminal.print(lines);
    else file.printExactly(printableLines(lines));
  };
  const printItems = (lines: string | readonly string[]) => {
    for (const item of [lines].flat().flatMap((line) => JSON.parse(line) as Item | readonly Item[]))
      printExactly(format === undefined ? documentLine(item) : formatted(format, item));
  };
  return {
    ...terminal,
    printExactly,
    print: format === undefined && isLines !== true ? printLines : printItems,
    say: (line) => terminal.say(format === undefined ? line : inWords(line)),
    ...(file !== undefined && { lost: file.lost, columns: undefined }),
  };
}
