// State of the share while the page is open, with its subscribers.
import type { Answer } from './answer';
import type { Server } from './server';
import type { Entry } from './share';

/**
 * `offline`: the reader's own network is away. `silent`: the server does not answer although that is there. `withdrawn`: nothing that was
 * asked for is there any more.
 */
export type PageState = 'open' | 'offline' | 'silent' | 'expired' | 'withdrawn';

/** Not stored, so that nothing of it is offered. `unsent`: its sender could not send it. `removed`: from the page, after it was opened. */
type UnofferedState = 'waiting' | 'sending' | 'unsent' | 'cancelled' | 'removed';

/**
 * State of one file. `handed`: to the browser, whose downloads report no result to the page. `added` and `replaced`: by a later revision of the page.
 */
export type FileState =
  | 'known'
  | 'handed'
  | 'saved'
  | 'unanswered'
  | 'missing'
  | 'damaged'
  | 'added'
  | 'replaced'
  | UnofferedState;

const unoffered: ReadonlySet<FileState> = new Set<UnofferedState>([
  'waiting',
  'sending',
  'unsent',
  'cancelled',
  'removed',
]);
/** Whether a file in this state can be asked for. */
export const isOffered = (state: FileState): boolean => !unoffered.has(state);

export interface Marked {
  readonly entry: Entry;
  readonly state: FileState;
  /** Of 100, while it is sent. */
  readonly percent?: number;
}

/** First, middle and last: a share that was taken back has none of them. */
const sample = (entries: readonly Entry[]): readonly Entry[] =>
  [...new Set([0, Math.floor(entries.length / 2), entries.length - 1])].flatMap((index) => entries[index] ?? []);

/** Above so many changes at once everything is shown anew. */
const singlyUpTo = 40;

/** `page`: this page itself, where its files may come and go; it is asked where none of them can be. */
export function createPageState(first: readonly Entry[], server: Pick<Server, 'ask'>, page?: Entry) {
  let entries = first;
  let shown: ReadonlySet<Entry> = new Set(first);
  let state: PageState = 'open';
  /** By the number: the entries of an encrypted share have their names only later. */
  const files = new Map<number, FileState>();
  const percents = new Map<number, number>();
  const listeners: ((entry?: Entry) => void)[] = [];
  /** A slow answer to an earlier look must not undo what a later one found. */
  let looks = 0;
  const tell = (entry?: Entry) => {
    for (const listener of listeners) listener(entry);
  };
  /** Nothing can be had any more. What has ended stays ended, whatever a late answer says. */
  const hasEnded = (): boolean => state === 'expired' || state === 'withdrawn';
  const become = (next: PageState) => {
    if (state === next || hasEnded()) return;
    state = next;
    tell();
  };
  const file = (entry: Entry): FileState => files.get(entry.index) ?? 'known';
  /** How much of a file is there that is being sent, of 100. */
  const percent = (entry: Entry): number => percents.get(entry.index) ?? 0;
  const markAll = (marks: readonly Marked[]) => {
    const changed = marks.filter((one) => one.state !== file(one.entry) || (one.percent ?? 0) !== percent(one.entry));
    for (const one of changed) {
      files.set(one.entry.index, one.state);
      percents.set(one.entry.index, one.percent ?? 0);
    }
    if (changed.length > singlyUpTo) tell();
    else for (const { entry } of changed) tell(entry);
  };
  const mark = (entry: Entry, next: FileState) => {
    // What becomes of a download says nothing of the file that meanwhile took its place.
    if (shown.has(entry)) markAll([{ entry, state: next }]);
  };
  /** Those that can be had. */
  const offered = (): readonly Entry[] => entries.filter((entry) => isOffered(file(entry)));
  const asked = (): readonly Entry[] => [...sample(offered()), ...(page === undefined ? [] : [page])];

  /** Learns from an answer to a running download whether the server can be reached. */
  const heard = (answer: Answer) => {
    if (answer === 'there') become('open');
    // `onLine` is only sure of a network that is away.
    else if (answer === 'unreachable') become(navigator.onLine ? 'silent' : 'offline');
  };
  /** Learns from an answer that came for another reason. Gives it back. */
  const note = async (entry: Entry, answer: Answer): Promise<Answer> => {
    heard(answer);
    if (answer === 'expired') become('expired');
    else if (answer === 'damaged') mark(entry, 'damaged');
    else if (answer === 'gone') {
      const others = await Promise.all(
        asked()
          .filter(({ index }) => index !== entry.index)
          .map((other) => server.ask(other)),
      );
      if (others.every((other) => other === 'gone')) become('withdrawn');
      else mark(entry, 'missing');
    }
    return answer;
  };
  /** Asks about one file; a file that is gone makes the page look at others. */
  const lookAt = async (entry: Entry): Promise<Answer> => note(entry, await server.ask(entry));

  return {
    page: (): PageState => state,
    hasEnded,
    /** All that is shown, in the sender's order. */
    entries: (): readonly Entry[] => entries,
    offered,
    file,
    percent,
    /** Shows other entries; those of a number that is known keep their state. */
    show(next: readonly Entry[]) {
      entries = next;
      shown = new Set(next);
      tell();
    },
    /** What the sender says of its files. */
    mark: markAll,
    /** Called after each change; `entry` when only one file changed. */
    onChange: (listener: (entry?: Entry) => void) => void listeners.push(listener),
    /** Asks the server whether the share is still there. */
    async look() {
      const [one] = asked();
      if (one === undefined) return;
      const mine = (looks += 1);
      const answer = await server.ask(one);
      if (mine === looks) await note(one, answer);
    },
    lookAt,
    note,
    heard,
    /** The reader asks for this file: what the server says of it tells whether there is anything to download. */
    async taken(entry: Entry): Promise<Answer> {
      const answer = await lookAt(entry);
      if (answer === 'there') mark(entry, 'handed');
      else if (answer === 'unreachable' || answer === 'unsure') mark(entry, 'unanswered');
      return answer;
    },
    /** The time is up by the clock: asks the server. True when the share has ended. */
    isOver: async (): Promise<boolean> => {
      const [one] = asked();
      if (one === undefined) become('expired');
      // Without an answer the page asks again by itself, after growing pauses.
      else if (state === 'open') await lookAt(one);
      return hasEnded();
    },
    saved: (entry: Entry) => mark(entry, 'saved'),
    handed: (entry: Entry) => mark(entry, 'handed'),
  };
}

export type StateOfPage = ReturnType<typeof createPageState>;
