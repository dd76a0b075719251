// The list of shares: the newest, which main tells by itself, and behind them everything the ledger remembers.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { AppView, ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { createHistoryReader, windowRows } from './history-reader';
import { isWhole, type HistorySearch } from './history-search';
import type { Rows } from '../ui/row-sizes';

/** Main tells so many by itself; fewer are all there are. */
const toldAtOnce = 200;

export interface History {
  readonly rows: Rows<ShareView>;
  /** Rows that are in view, by their first and last index. */
  readonly onShown: (first: number, last: number) => void;
  /** What the rows are found for; the answer to a new search may be a moment away. */
  readonly found: HistorySearch;
}

const keyOf = ({ id }: ShareView): string => id;

/** Main tells all there are. */
export const toldWhole = (shares: readonly ShareView[]): boolean => shares.length < toldAtOnce;

/** Nothing is asked of main while all shares are told anyway, and never before the first picture. */
export function useHistory({ shares, shareChanges }: Pick<AppView, 'shares' | 'shareChanges'>, search: HistorySearch) {
  const [reader] = useState(() => createHistoryReader(search, (query) => request('shares:find', query)));
  const found = useSyncExternalStore(reader.subscribe, reader.get);
  const more = shares.length >= toldAtOnce || !isWhole(search);
  useEffect(() => {
    if (more) reader.look(search, shareChanges);
  }, [reader, more, search, shareChanges]);
  const onShown = useCallback(
    (first: number, last: number) => {
      if (more) reader.show(first, last);
    },
    [reader, more],
  );
  // Back at the whole history what is told stands at once; in the other direction the old rows stay until there are new ones.
  const told = isWhole(search) || isWhole(found.search);
  const rows = useMemo((): Rows<ShareView> => {
    const newest = told ? shares : [];
    // Of no use once the whole history is wanted again.
    const stale = isWhole(search) && !isWhole(found.search);
    const windows: typeof found.windows = stale ? new Map() : found.windows;
    const all = told && shares.length < toldAtOnce;
    const total = all || stale ? shares.length : (found.total ?? shares.length);
    return {
      count: Math.max(total, newest.length),
      at: (index) => newest[index] ?? windows.get(Math.floor(index / windowRows))?.[index % windowRows],
      keyOf,
      indexOf(key) {
        const at = newest.findIndex(({ id }) => id === key);
        if (at >= 0) return at;
        for (const [window, held] of windows) {
          const at = held.findIndex(({ id }) => id === key);
          if (at >= 0) return window * windowRows + at;
        }
        return -1;
      },
    };
  }, [told, search, found, shares]);
  return { rows, onShown, found: told ? search : found.search } satisfies History;
}
