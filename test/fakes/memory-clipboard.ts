// The Clipboard port's twin: what was written, and what a gesture finds.
import { Failure } from '../../main/core/model/failure';
import type { Clipboard, ClipboardContent, WriteOptions } from '../../main/core/ports/desktop';
import type { LinkText } from '../../main/core/model/share-request';

export interface MemoryClipboard extends Clipboard {
  /** What the next `read` finds. */
  content: ClipboardContent;
  /** Every plain text that was written, in order. */
  readonly written: readonly string[];
  /** What was written last, rich text included. */
  last: LinkText | undefined;
  /** While true both ways raise `clipboard-unavailable`. */
  broken: boolean;
  /** While true nothing is written, as where a window has not the focus. */
  unfocused: boolean;
  /** The options of the last write. */
  options: WriteOptions | undefined;
}

export function createMemoryClipboard(): MemoryClipboard {
  const written: string[] = [];
  const check = (broken: boolean) => {
    if (broken) throw new Failure('clipboard-unavailable');
  };
  return {
    content: { kind: 'empty' },
    written,
    last: undefined,
    broken: false,
    unfocused: false,
    options: undefined,
    async write(content, options) {
      check(this.broken);
      this.options = options;
      if (this.unfocused) return 'pending-focus';
      written.push(content.text);
      this.last = content;
      return 'written';
    },
    async read() {
      check(this.broken);
      return this.content;
    },
  };
}
