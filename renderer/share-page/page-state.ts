// Why this exists: what became of the share while the page is open, and who wants to know.
import type { Answer } from './answer';
import type { Server } from './server';
import type { Entry } from './share';

/** `withdrawn`: nothing that was asked for is there any more. */
export type PageState = 'open' | 'offline' | 'expired' | 'withdrawn';

/** What the page learned about one file. */
export type FileState = 'known' | 'started' | 'saved' | 'missing';

export interface StateOfPage {
  readonly page: () => PageState;
  readonly file: (entry: Entry) => FileState;
  /** Called after each change; `entry` when only one file changed. */
  readonly onChange: (listener: (entry?: Entry) => void) => void;
  /** Asks the server whether the share is still there. */
  readonly look: () => Promise<void>;
  /** Asks about one file; a file that is gone makes the page look at others. */
  readonly lookAt: (entry: Entry, signal?: AbortSignal) => Promise<Answer>;
  readonly started: (entry: Entry) => void;
  readonly saved: (entry: Entry) => void;
  /** The time is up by the clock: asks the server, and without an answer believes the clock. True when the share has ended. */
  readonly isOver: () => Promise<boolean>;
}

/** First, middle and last: a share that was taken back has none of them. */
const sample = (entries: readonly Entry[]): readonly Entry[] =>
  [...new Set([0, Math.floor(entries.length / 2), entries.length - 1])].flatMap((index) => entries[index] ?? []);

export function createPageState(entries: readonly Entry[], server: Server): StateOfPage {
  let state: PageState = 'open';
  const files = new Map<Entry, FileState>();
  const listeners: ((entry?: Entry) => void)[] = [];
  const tell = (entry?: Entry) => {
    for (const listener of listeners) listener(entry);
  };
  const become = (next: PageState) => {
    // What has ended stays ended, whatever a late answer says.
    if (state === next || state === 'expired' || state === 'withdrawn') return;
    state = next;
    tell();
  };
  const mark = (entry: Entry, next: FileState) => {
    if (files.get(entry) === next) return;
    files.set(entry, next);
    tell(entry);
  };

  const note = async (entry: Entry, answer: Answer): Promise<void> => {
    if (answer === 'there') become('open');
    else if (answer === 'unreachable') become('offline');
    else if (answer === 'expired') become('expired');
    else if (answer === 'gone') {
      const others = await Promise.all(
        sample(entries)
          .filter((other) => other !== entry)
          .map((other) => server.ask(other)),
      );
      if (others.every((other) => other === 'gone')) become('withdrawn');
      else mark(entry, 'missing');
    }
  };
  const lookAt = async (entry: Entry, signal?: AbortSignal) => {
    const answer = await server.ask(entry, signal);
    await note(entry, answer);
    return answer;
  };

  return {
    page: () => state,
    file: (entry) => files.get(entry) ?? 'known',
    onChange: (listener) => void listeners.push(listener),
    async look() {
      const [first] = entries;
      if (first !== undefined) await lookAt(first);
    },
    lookAt,
    async isOver() {
      const [first] = entries;
      const answer = first === undefined ? 'expired' : await lookAt(first);
      if (answer !== 'there') become('expired');
      return answer !== 'there';
    },
    saved: (entry) => mark(entry, 'saved'),
    started: (entry) => {
      if (files.get(entry) !== 'missing') mark(entry, 'started');
    },
  };
}
