// Searches the history as one types.
import { Search } from 'lucide-react';
import type { HistorySearch } from './history-search';
import { words } from '../state/words';
import styles from './history-tools.module.css';
import { TextField } from '../ui/TextField';

export interface SearchProps {
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
}

/** The search box "Search shares". Escape empties it, the arrow down leads into the list whose heading has the id `listLabel`. */
export function SearchField({ search, onSearch, listLabel }: SearchProps & { readonly listLabel: string }) {
  const w = words.history;
  return (
    <search className={styles['find']}>
      <Search aria-hidden className={styles['icon']} />
      <TextField
        type="search"
        label={w.search}
        hideLabel
        placeholder={w.search}
        value={search.text}
        maxLength={500}
        onChange={(text) => onSearch({ ...search, text })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && search.text !== '') onSearch({ ...search, text: '' });
          const first = document.querySelector<HTMLElement>(`[aria-labelledby="${listLabel}"] [data-act]`);
          if (event.key !== 'ArrowDown' || first === null) return;
          event.preventDefault();
          first.focus();
        }}
      />
    </search>
  );
}
