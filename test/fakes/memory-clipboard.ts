// Why this exists: the Clipboard port's twin: what was written, and what a gesture finds.
import { Failure } from '../../main/domain/failure';
import type { Clipboard, ClipboardContent } from '../../main/services/ports';

export interface MemoryClipboard extends Clipboard {
  /** What the next `read` finds. */
  content: ClipboardContent;
  /** Every text that was written, in order. */
  readonly written: readonly string[];
  /** While true both ways raise `clipboard-unavailable`. */
  broken: boolean;
}

export function createMemoryClipboard(): MemoryClipboard {
  const written: string[] = [];
  const check = (broken: boolean) => {
    if (broken) throw new Failure('clipboard-unavailable');
  };
  return {
    content: { kind: 'empty' },
    written,
    broken: false,
    async writeText(text) {
      check(this.broken);
      written.push(text);
    },
    async read() {
      check(this.broken);
      return this.content;
    },
  };
}
