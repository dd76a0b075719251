// The list of shares: the newest are in every view, older ones are requested from the ledger.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { AppView, ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { createHistoryReader, windowRows } from './history-reader';
import { isWhole, type HistorySearch } from './history-search';
import type { Rows } from '../ui/row-sizes';

/** Number of shares in a view; a view with fewer holds all of them. */
const toldAtOnce = 200;

const keyOf = ({ id }: ShareView): string => id;

/** The view holds every share. */
export const toldWhole = (shares: readonly ShareView[]): boolean => shares.length < toldAtOnce;

/**
 * Gives the rows, and the search that they belong to: behind the input until the answer to a new search arrives. `onShown` is told the rows in view,
 * by their first and last index. Sends no request while the view holds every share, and none before the first paint.
 */
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
  // Without a search the view's rows are shown at once; a new search keeps the old rows until its answer.
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
  return { rows, onShown, found: told ? search : found.search };
}
