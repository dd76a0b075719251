// Reads a long history a window of rows at a time, those in view first, and reads it again after a change.
import type { Outcome, ShareSearch } from '../../../preload/contract';
import type { FoundSharesView, ShareView } from '../../../preload/views/views';
import { sameFields } from '../state/same-fields';
import { askFor, type HistorySearch } from './history-search';

/** Rows of one request; main returns 200 at most. */
export const windowRows = 100;

export interface FoundRows {
  /** Search that the rows belong to: the old one until the answer to a new search arrives. */
  readonly search: HistorySearch;
  /** Absent until main's first answer. */
  readonly total?: number;
  readonly windows: ReadonlyMap<number, readonly ShareView[]>;
}

type Find = (search: ShareSearch) => Promise<Outcome<FoundSharesView>>;

/** An answer takes main tens of milliseconds while it has a thousand uploads. */
const renewEveryMs = 1_000;

/** One request at a time, so that fast typing requests the last text and not every letter. */
export function createHistoryReader(first: HistorySearch, find: Find) {
  const listeners = new Set<() => void>();
  let found: FoundRows = { search: first, windows: new Map() };
  let wanted: { readonly search: HistorySearch; readonly changes: number } = { search: first, changes: -1 };
  /** Number of changes at which each window was requested. */
  let askedAt = new Map<number, number>();
  let shown: readonly number[] = [];
  let busy = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let renewedAtMs = Number.NEGATIVE_INFINITY;

  /** A window without rows is read at once. The others are read anew for a change, but not for each of a thousand uploads. */
  const due = (): number | undefined => {
    const unread = shown.find((window) => !askedAt.has(window));
    if (unread !== undefined) return unread;
    const old = shown.find((window) => askedAt.get(window) !== wanted.changes);
    if (old === undefined) return undefined;
    const waitMs = renewedAtMs + renewEveryMs - performance.now();
    if (waitMs <= 0) return old;
    clearTimeout(again);
    again = setTimeout(() => void run(), waitMs);
    return undefined;
  };

  const take = (window: number, { total, shares }: FoundSharesView, asked: typeof wanted) => {
    const kept = sameFields(found.search, asked.search) ? found.windows : new Map<number, readonly ShareView[]>();
    found = { search: asked.search, total, windows: new Map([...kept, [window, shares]]) };
    for (const listener of listeners) listener();
  };

  const run = async () => {
    if (busy) return;
    busy = true;
    // The search and the rows in view change together, in either order.
    await Promise.resolve();
    for (let window = due(); window !== undefined; window = due()) {
      const asked = wanted;
      if (askedAt.has(window)) renewedAtMs = performance.now();
      askedAt.set(window, asked.changes);
      const outcome = await find(askFor(asked.search, window * windowRows, windowRows));
      if (outcome.ok && asked.search === wanted.search) take(window, outcome.value, asked);
    }
    busy = false;
  };

  return {
    subscribe: (changed: () => void) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    get: () => found,
    /** Sets the search, and a number that increases with every change of a share: then the rows in view are requested again. */
    look(search: HistorySearch, changes: number) {
      if (!sameFields(search, wanted.search)) {
        askedAt = new Map();
        shown = [0];
      } else if (changes === wanted.changes) return;
      wanted = { search: sameFields(search, wanted.search) ? wanted.search : search, changes };
      void run();
    },
    /** Rows that are in view, or soon, by their first and last index. */
    show(from: number, to: number) {
      const windows = [...new Set([Math.floor(from / windowRows), Math.floor(to / windowRows)])];
      // Other rows came into view: they do not wait.
      if (windows.join() !== shown.join()) renewedAtMs = Number.NEGATIVE_INFINITY;
      shown = windows;
      void run();
    },
  };
}
