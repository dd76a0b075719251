// The guest's files on their way: a few at once, paused and resumed, tried again after trouble, each received at most once.
import { refusalOf } from './choosing/allowed';
import { goesInParts } from './ask';
import { withStarts, type ChosenFile } from './choosing/chosen-file';
import { isFinal } from './condition';
import { createFinish } from './finish';
import { isUnanswered, keptOf, type Failing, type Item, type ItemState, type Own } from './item';
import { randomName, type Said } from './manifest';
import { placeOf, type Begun } from './remembered';
import { createSender, type SenderParts } from './send-item';
import { leave, nowhere, type Outcome } from './take-slot';

export type Mode = 'idle' | 'running' | 'paused';
/** Those that go in parts are few as well, but wait long: they keep no other file waiting. */
const mostAtOnce = { whole: 2, parts: 3 };
/** With the growing pauses between them these take minutes. */
const mostUnanswered = 10;

/** `onChange` hears which item changed, or of nothing in particular. */
export function createQueue(parts: SenderParts, onChange: (item?: Item) => void) {
  const { bodyOf, condition, slots, remembered } = parts;
  const sendOne = createSender(parts, onChange);
  let items: Own[] = [];
  let mode: Mode = 'idle';
  let said: Said = { sender: '', note: '' };
  const inState = (...states: readonly ItemState[]) => items.filter(({ state }) => states.includes(state));
  const set = (item: Own, state: ItemState, why?: Item['why']) => {
    item.state = state;
    item.why = why;
    if (state !== 'sending') item.stage = undefined;
    const { slot } = item.place;
    if (slot !== undefined && (state === 'received' || state === 'failed') && !isUnanswered(why))
      remembered.forget(slot);
    onChange(item);
  };
  const room = () =>
    slots.left(condition.request()) -
    items.filter(({ state, place }) => ['chosen', 'waiting', 'sending'].includes(state) && place.slot === undefined)
      .length;
  const fail = (item: Own, why: Failing) => set(item, 'failed', why);
  const finish = createFinish(condition, () => inState('received'), fail);
  /** Unless there is nothing left to wait for. */
  const wait = (item: Own) => {
    const now = condition.now();
    if (now === 'full' && !item.goesOn) fail(item, 'full');
    else if (isFinal(now)) fail(item, 'over');
    else set(item, 'waiting');
  };

  const settle = async (item: Own, outcome: Outcome): Promise<void> => {
    const isFull = (item.isStorageFull = outcome === 'storage-full');
    if (isFull || outcome === 'unreachable' || outcome === 'trouble') {
      item.unanswered = (item.unanswered ?? 0) + 1;
      // Some servers close the connection of what they refuse: that would never end.
      if (item.unanswered >= mostUnanswered) fail(item, isFull ? outcome : 'silent');
      else wait(item);
      condition.unanswered(isFull);
      return;
    }
    condition.answered();
    if (outcome === 'received') {
      item.sentBytes = item.file.size;
      set(item, 'received');
      if (condition.now() === 'closed') finish.conclude(item);
    } else if (outcome === 'lapsed' && condition.now() !== 'full') {
      await condition.look();
      wait(item);
    } else if (['full', 'refused', 'lapsed'].includes(outcome) && item.doubted !== true) {
      // The page may have slots that this one does not know, or an end.
      item.doubted = true;
      await condition.look();
      wait(item);
    } else {
      fail(item, outcome === 'lapsed' ? 'full' : outcome);
      // Closed by the word of the receiving computer: the page says so too.
      if (outcome === 'over') void condition.look();
    }
  };

  const run = async (item: Own): Promise<void> => {
    const stop = new AbortController();
    item.stop = stop;
    const { slot } = item.place;
    item.sentBytes = item.keptBytes = keptOf(item);
    set(item, 'sending');
    try {
      const outcome = await sendOne(item, stop.signal);
      item.sentBytes = keptOf(item);
      await settle(item, outcome);
    } catch {
      item.sentBytes = keptOf(item);
      if (!stop.signal.aborted) fail(item, 'unreadable');
      // Paused or removed.
      else if (items.includes(item)) wait(item);
    } finally {
      item.stop = undefined;
      // It had to begin in another slot.
      if (slot !== undefined && slot !== item.place.slot) remembered.forget(slot);
      pump();
    }
  };

  const pump = () => {
    if (mode === 'idle') return;
    if (inState('waiting', 'sending').length === 0) {
      onChange();
      void finish.run().then((isDone) => {
        if (!isDone || mode === 'idle' || inState('waiting', 'sending').length > 0) return;
        mode = 'idle';
        onChange();
      });
      return;
    }
    const now = condition.now();
    if (mode === 'paused') return;
    for (const item of inState('waiting')) {
      // Full by the files of others: its slot is its own.
      if (now !== 'open' && !(now === 'full' && item.goesOn)) continue;
      const inParts = goesInParts(condition.request(), item.file.size) !== 'not';
      const like = inState('sending').filter((one) => one.inParts === inParts);
      if (like.length >= mostAtOnce[inParts ? 'parts' : 'whole']) continue;
      item.inParts = inParts;
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
      Object.assign(item, { doubted: false, unanswered: 0, isStorageFull: false });
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

  const remove = (item: Item) => {
    const { place, stop } = item as Own;
    items = items.filter((one) => one !== item);
    stop?.abort();
    if (place.slot !== undefined) {
      remembered.forget(place.slot);
      if (place.begun.size === 0) slots.release(place.slot);
    }
    onChange();
    pump();
  };
  const take = (files: readonly ChosenFile[]) => {
    const { limits, sendsAtOnce } = condition.request();
    const again: Own[] = [];
    for (const { file, path, start, isUnread } of files) {
      // Chosen again, as its row asked for; of a folder, what is in it.
      items.filter((one) => one.why === 'unreadable' && `${path}/`.startsWith(`${one.path}/`)).forEach(remove);
      const before = begun().find((one) => remembered.isSame(one, { file, path }));
      const refusal = before === undefined ? refusalOf({ file, start }, limits, room()) : undefined;
      const why = isUnread === true ? 'unreadable' : refusal;
      const item: Own = {
        file,
        body: bodyOf(file),
        path: before?.path ?? path,
        state: why === undefined ? 'chosen' : 'refused',
        sentBytes: 0,
        keptBytes: 0,
        goesOn: before !== undefined && (before.key !== '' || before.isWhole === true),
        why,
        place: before === undefined ? nowhere() : placeOf(before),
      };
      if (before !== undefined) {
        slots.keep(before.slot);
        item.about = { batch: before.batch, count: 1, sender: '', note: '' };
        again.push(item);
      }
      // One after the other: each leaves less room for the next.
      items.push(item);
    }
    // While others are on their way they follow without a press of their own; so does a file whose sending was begun before, and any to one's own computer.
    const wanted = sendsAtOnce === true ? inState('chosen') : again;
    if (mode !== 'idle') enqueue(inState('chosen'));
    else if (wanted.length > 0) begin(wanted);
    onChange();
    pump();
  };
  /** Files are added in the order in which they were chosen, however long the first bytes of each take. */
  let adding = Promise.resolve();
  const begun = () => remembered.all().filter(({ slot }) => !items.some(({ place }) => place.slot === slot));
  return {
    items: (): readonly Item[] => items,
    mode: () => mode,
    /** Resolves when they are among the items. */
    add(files: readonly ChosenFile[]) {
      const { types } = condition.request().limits;
      return (adding = adding.then(async () => take(await withStarts(files, types))));
    },
    remove,
    start(words: Said) {
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
    goOn: () => begin([]),
    again(item: Item) {
      const own = item as Own;
      // What was refused there is refused there again.
      if (own.goesOn && !isUnanswered(own.why)) leave(own.place);
      begin([own]);
    },
    /** Files whose upload was begun before the page was loaded again, and that were not chosen since. */
    begun,
    forget(one: Begun) {
      remembered.forget(one.slot);
      onChange();
    },
    /** Files wait for room: the last answer to one of them was that there is none. */
    isStorageFull: () => inState('waiting', 'sending').some((item) => item.isStorageFull),
    /** Some of its files can only go while the receiving computer is on, or wait for its word. */
    needsReceiver: () =>
      items.some(({ state, stage, file }) => {
        if (stage === 'asking' || stage === 'confirming') return true;
        const isOpen = state === 'chosen' || state === 'waiting';
        return isOpen && goesInParts(condition.request(), file.size) === 'must';
      }),
  };
}

export type Queue = ReturnType<typeof createQueue>;
