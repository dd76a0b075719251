// The guest's files on their way: two at once, paused and resumed, tried again after trouble, each received at most once.
import { refusalOf, type Refusal } from './allowed';
import { isFinal, type ConditionOfPage } from './condition';
import { randomName } from './manifest';
import { nowhere, sendFile, type Place } from './send-file';
import type { Server } from './server';
import type { Slots } from './slots';

/** `failed`: the storage or the browser refused it. */
export type ItemState = 'chosen' | 'refused' | 'waiting' | 'sending' | 'received' | 'failed';
/** `over`: the request ended before the file was sent. */
export type Failing = 'full' | 'over' | 'silent' | 'refused' | 'too-large' | 'unreadable';

export interface Item {
  readonly file: File;
  /** With its folders. */
  readonly path: string;
  readonly state: ItemState;
  readonly sentBytes: number;
  readonly why?: Refusal | Failing | undefined;
}

export interface ChosenFile {
  readonly file: File;
  readonly path: string;
}

export type Mode = 'idle' | 'running' | 'paused';

export interface Queue {
  readonly items: () => readonly Item[];
  readonly mode: () => Mode;
  readonly add: (files: readonly ChosenFile[]) => void;
  readonly remove: (item: Item) => void;
  readonly start: (said: { readonly sender: string; readonly note: string }) => void;
  readonly pause: () => void;
  readonly goOn: () => void;
  readonly again: (item: Item) => void;
}

const mostAtOnce = 2;
/** With the growing pauses between them these take minutes. */
const mostUnanswered = 10;

type Own = { -readonly [Key in keyof Item]: Item[Key] } & {
  readonly place: Place;
  about?: { readonly batch: string; readonly count: number; readonly sender: string; readonly note: string };
  stop?: AbortController | undefined;
  /** Refused once although the slots had not ended: the page was asked for news. */
  doubted?: boolean;
  /** Attempts in a row that had no answer. */
  unanswered?: number;
};

/** `onChange` hears which item changed, or of nothing in particular. */
export function createQueue(
  server: Server,
  condition: ConditionOfPage,
  slots: Slots,
  onChange: (item?: Item) => void,
): Queue {
  let items: Own[] = [];
  let mode: Mode = 'idle';
  let said = { sender: '', note: '' };
  const inState = (...states: readonly ItemState[]) => items.filter(({ state }) => states.includes(state));
  const set = (item: Own, state: ItemState, why?: Item['why']) => {
    item.state = state;
    item.why = why;
    onChange(item);
  };
  const room = () =>
    slots.left(condition.request()) -
    items.filter(({ state, place }) => ['chosen', 'waiting', 'sending'].includes(state) && place.slot === undefined)
      .length;

  const fail = (item: Own, why: Failing) => set(item, 'failed', why);
  /** Unless there is nothing left to wait for. */
  const wait = (item: Own) => {
    const now = condition.now();
    if (now === 'full') fail(item, 'full');
    else if (isFinal(now)) fail(item, 'over');
    else set(item, 'waiting');
  };

  const settle = async (item: Own, outcome: Awaited<ReturnType<typeof sendFile>>): Promise<void> => {
    if (outcome === 'unreachable' || outcome === 'trouble') {
      item.unanswered = (item.unanswered ?? 0) + 1;
      // Some servers close the connection of what they refuse: that would never end.
      if (item.unanswered >= mostUnanswered) fail(item, 'silent');
      else wait(item);
      condition.unanswered();
      return;
    }
    condition.answered();
    if (outcome === 'received') {
      item.sentBytes = item.file.size;
      set(item, 'received');
    } else if (outcome === 'lapsed') {
      await condition.look();
      wait(item);
    } else if ((outcome === 'full' || outcome === 'refused') && item.doubted !== true) {
      // The page may have slots that this one does not know, or an end.
      item.doubted = true;
      await condition.look();
      wait(item);
    } else fail(item, outcome === 'full' || outcome === 'too-large' || outcome === 'unreadable' ? outcome : 'refused');
  };

  const run = async (item: Own): Promise<void> => {
    const stop = new AbortController();
    item.stop = stop;
    item.sentBytes = 0;
    set(item, 'sending');
    item.about ??= { batch: '', count: 1, sender: '', note: '' };
    try {
      const outcome = await sendFile(condition.request(), server, slots, {
        file: item.file,
        about: { name: item.path, type: item.file.type, ...item.about },
        place: item.place,
        signal: stop.signal,
        onProgress(sentBytes) {
          item.sentBytes = Math.min(sentBytes, item.file.size);
          onChange(item);
        },
      });
      await settle(item, outcome);
    } catch {
      // Paused or removed.
      item.sentBytes = 0;
      if (items.includes(item)) wait(item);
    } finally {
      item.stop = undefined;
      pump();
    }
  };

  const pump = () => {
    if (mode === 'idle') return;
    if (inState('waiting', 'sending').length === 0) {
      mode = 'idle';
      onChange();
      return;
    }
    if (mode === 'paused' || condition.now() !== 'open') return;
    for (const item of inState('waiting')) {
      if (inState('sending').length >= mostAtOnce) return;
      void run(item);
    }
  };
  condition.onChange(() => {
    // What is on its way may still arrive.
    for (const item of inState('waiting')) wait(item);
    pump();
    onChange();
  });

  const enqueue = (wanted: readonly Own[]) => {
    const batch = randomName();
    for (const item of wanted) {
      Object.assign(item, { doubted: false, unanswered: 0 });
      // A file that was described already keeps to what it said.
      item.about ??= { batch, count: Math.min(1000, Math.max(1, wanted.length)), ...said };
      wait(item);
    }
  };
  const begin = (wanted: readonly Own[]) => {
    enqueue(wanted);
    mode = 'running';
    onChange();
    pump();
  };

  return {
    items: () => items,
    mode: () => mode,
    add(files) {
      const { limits } = condition.request();
      for (const { file, path } of files) {
        const why = refusalOf(file, limits, room());
        // One after the other: each leaves less room for the next.
        items.push({
          file,
          path,
          state: why === undefined ? 'chosen' : 'refused',
          sentBytes: 0,
          why,
          place: nowhere(),
        });
      }
      // While others are on their way they follow without a press of their own.
      if (mode !== 'idle') enqueue(inState('chosen'));
      onChange();
      pump();
    },
    remove(item) {
      const own = items.find((one) => one === item);
      items = items.filter((one) => one !== item);
      own?.stop?.abort();
      if (own?.place.slot !== undefined && own.place.begun.size === 0) slots.release(own.place.slot);
      onChange();
      pump();
    },
    start(words) {
      said = words;
      const wanted = inState('chosen');
      enqueue(wanted);
      mode = 'running';
      onChange();
      // Closed meanwhile, a copied slot would still take the file, and the owner's app would remove it.
      void condition.look().then(pump);
    },
    pause() {
      mode = 'paused';
      for (const { stop } of items) stop?.abort();
      onChange();
    },
    goOn() {
      mode = 'running';
      onChange();
      pump();
    },
    again(item) {
      const own = items.find((one) => one === item);
      if (own !== undefined) begin([own]);
    },
  };
}
