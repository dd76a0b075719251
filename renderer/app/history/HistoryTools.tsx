// Search, filter and sort order of the history.
import { Search } from 'lucide-react';
import { historyFilters, historySorts, type HistorySearch } from './history-search';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import styles from './history-tools.module.css';
import { TextField } from '../ui/TextField';

interface HistoryToolsProps {
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
}

const filters = () => historyFilters.map((value) => ({ value, label: words.history.filters[value] }));
const sorts = () => historySorts.map((value) => ({ value, label: words.history.sorts[value] }));

/** The search box "Search shares" and two comboboxes; Escape empties the box. */
export function HistoryTools({ search, onSearch }: HistoryToolsProps) {
  const w = words.history;
  return (
    <search className={styles['tools']}>
      <div className={styles['find']}>
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
          }}
        />
      </div>
      <Choice
        label={w.show}
        hideLabel
        value={search.filter}
        options={filters()}
        onChange={(filter) => onSearch({ ...search, filter })}
        className={styles['choice'] ?? ''}
      />
      <Choice
        label={w.sort}
        hideLabel
        value={search.sort}
        options={sorts()}
        onChange={(sort) => onSearch({ ...search, sort })}
        className={styles['choice'] ?? ''}
      />
    </search>
  );
}
