// A terminal that keeps what was written, each stream apart.
import { printable, printableLines, type Terminal } from '../../main/terminal/output/output';

export interface MemoryTerminal extends Terminal {
  readonly printed: readonly string[];
  readonly said: readonly string[];
  readonly progressed: readonly string[];
}

export function createMemoryTerminal(interactive = false, columns?: number): MemoryTerminal {
  const printed: string[] = [];
  const said: string[] = [];
  const progressed: string[] = [];
  return {
    printed,
    said,
    progressed,
    interactive,
    lost: new AbortController().signal,
    columns,
    print: (lines) => void printed.push(printableLines(lines)),
    printExactly: (text) => void printed.push(text),
    say: (line) => void said.push(printable(line)),
    prompt: () => undefined,
    progress: (line) => void progressed.push(printable(line)),
  };
}
