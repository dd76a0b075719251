// State of the share while the page is open, with its subscribers.
import type { Answer } from './answer';
import type { Server } from './server';
import type { Entry } from './share';

/**
 * `offline`: the reader's own network is away. `silent`: the server does not answer although that is there. `withdrawn`: nothing that was
 * asked for is there any more.
 */
export type PageState = 'open' | 'offline' | 'silent' | 'expired' | 'withdrawn';

/** State of one file. `handed`: to the browser, whose downloads report no result to the page. */
export type FileState = 'known' | 'handed' | 'saved' | 'unanswered' | 'missing' | 'damaged';

export interface StateOfPage {
  readonly page: () => PageState;
  readonly file: (entry: Entry) => FileState;
  /** Called after each change; `entry` when only one file changed. */
  readonly onChange: (listener: (entry?: Entry) => void) => void;
  /** Asks the server whether the share is still there. */
  readonly look: () => Promise<void>;
  /** Asks about one file; a file that is gone makes the page look at others. */
  readonly lookAt: (entry: Entry, signal?: AbortSignal) => Promise<Answer>;
  /** Learns from an answer that came for another reason. Gives it back. */
  readonly note: (entry: Entry, answer: Answer) => Promise<Answer>;
  /** Learns from an answer to a running download whether the server can be reached. */
  readonly heard: (answer: Answer) => void;
  /** The reader asks for this file: what the server says of it tells whether there is anything to download. */
  readonly taken: (entry: Entry) => Promise<Answer>;
  readonly handed: (entry: Entry) => void;
  readonly saved: (entry: Entry) => void;
  /** The time is up by the clock: asks the server, and without an answer believes the clock. True when the share has ended. */
  readonly isOver: () => Promise<boolean>;
}

/** First, middle and last: a share that was taken back has none of them. */
const sample = (entries: readonly Entry[]): readonly Entry[] =>
  [...new Set([0, Math.floor(entries.length / 2), entries.length - 1])].flatMap((index) => entries[index] ?? []);

export function createPageState(entries: readonly Entry[], server: Pick<Server, 'ask'>): StateOfPage {
  let state: PageState = 'open';
  /** By the place in the list: the entries of an encrypted share have their names only later. */
  const files = new Map<number, FileState>();
  const listeners: ((entry?: Entry) => void)[] = [];
  /** A slow answer to an earlier look must not undo what a later one found. */
  let looks = 0;
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
    if (files.get(entry.index) === next) return;
    files.set(entry.index, next);
    tell(entry);
  };

  const heard = (answer: Answer) => {
    if (answer === 'there') become('open');
    // `onLine` is only sure of a network that is away.
    else if (answer === 'unreachable') become(navigator.onLine ? 'silent' : 'offline');
  };
  const note = async (entry: Entry, answer: Answer): Promise<Answer> => {
    heard(answer);
    if (answer === 'expired') become('expired');
    else if (answer === 'damaged') mark(entry, 'damaged');
    else if (answer === 'gone') {
      const others = await Promise.all(
        sample(entries)
          .filter(({ index }) => index !== entry.index)
          .map((other) => server.ask(other)),
      );
      if (others.every((other) => other === 'gone')) become('withdrawn');
      else mark(entry, 'missing');
    }
    return answer;
  };
  const lookAt = async (entry: Entry, signal?: AbortSignal) => note(entry, await server.ask(entry, signal));

  return {
    page: () => state,
    file: (entry) => files.get(entry.index) ?? 'known',
    onChange: (listener) => void listeners.push(listener),
    async look() {
      const [first] = entries;
      if (first === undefined) return;
      const mine = (looks += 1);
      const answer = await server.ask(first);
      if (mine === looks) await note(first, answer);
    },
    lookAt,
    note,
    heard,
    async taken(entry) {
      const answer = await lookAt(entry);
      if (answer === 'there') mark(entry, 'handed');
      else if (answer === 'unreachable' || answer === 'unsure') mark(entry, 'unanswered');
      return answer;
    },
    async isOver() {
      const [first] = entries;
      const answer = first === undefined ? 'expired' : await lookAt(first);
      if (answer !== 'there') become('expired');
      return answer !== 'there';
    },
    saved: (entry) => mark(entry, 'saved'),
    handed: (entry) => mark(entry, 'handed'),
  };
}
