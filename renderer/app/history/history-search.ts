// The search of the history, and its request to main.
import type { ShareSearch } from '../../../preload/contract';

export const historyFilters = ['all', 'live', 'unverified', 'expired', 'revoked', 'missing'] as const;
export type HistoryFilter = (typeof historyFilters)[number];

export const historySorts = ['newest', 'ending', 'largest', 'name'] as const;

export interface HistorySearch {
  readonly text: string;
  readonly filter: HistoryFilter;
  readonly sort: ShareSearch['sort'];
}

export const wholeHistory: HistorySearch = { text: '', filter: 'all', sort: 'newest' };

/** Whether it has the order and filter of the shares that every view holds. */
export const isWhole = ({ text, filter, sort }: HistorySearch): boolean =>
  text.trim() === '' && filter === 'all' && sort === 'newest';

/** Rows `offset` to `offset + limit` of a search. The filter "not verified" lists live shares only. */
export function askFor({ text, filter, sort }: HistorySearch, offset: number, limit: number): ShareSearch {
  return {
    text: text.trim(),
    ...(filter === 'unverified' && { verified: false, states: ['live' as const] }),
    ...(filter !== 'all' && filter !== 'unverified' && { states: [filter] }),
    sort,
    offset,
    limit,
  };
}
