// What the list shows and in which order, and the removal of all that ended.
import { Menu } from '@base-ui/react/menu';
import { Check, ListFilter, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { IconButton } from '../ui/Button';
import styles from '../ui/menu.module.css';
import { MenuPopup } from '../ui/RowMenu';
import { historyFilters, historySorts } from './history-search';
import { removeShare } from './optimistic-removal';
import type { SearchProps } from './SearchField';

/** The button "Filter and sort" with its menu. `ended`: those that the list holds. */
export function ListMenu({ search, onSearch, ended }: SearchProps & { readonly ended: readonly ShareView[] }) {
  const act = useAct();
  const w = words.history;
  const [busy, setBusy] = useState(false);
  /** One by one, to the first failure: the rest would most likely fail for the same reason. */
  const removeAll = async () => {
    setBusy(true);
    for (const { id } of ended) if (!(await act(removeShare(id)))) break;
    setBusy(false);
  };
  const isChanged = search.filter !== 'all' || search.sort !== 'newest';
  return (
    <Menu.Root>
      <Menu.Trigger
        render={<IconButton label={w.menu} icon={ListFilter} className={isChanged ? styles['changed'] : ''} />}
      />
      <MenuPopup>
        <Options
          label={w.show}
          value={search.filter}
          options={historyFilters}
          texts={w.filters}
          onChange={(filter) => onSearch({ ...search, filter })}
        />
        <Menu.Separator className={styles['separator']} />
        <Options
          label={w.sort}
          value={search.sort}
          options={historySorts}
          texts={w.sorts}
          onChange={(sort) => onSearch({ ...search, sort })}
        />
        {ended.length < 2 ? null : (
          <>
            <Menu.Separator className={styles['separator']} />
            <Menu.Item className={styles['item']} disabled={busy} onClick={() => void removeAll()}>
              <Trash2 aria-hidden className={styles['icon']} />
              {words.shares.removeEnded({ count: ended.length })}
            </Menu.Item>
          </>
        )}
      </MenuPopup>
    </Menu.Root>
  );
}

interface OptionsProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly V[];
  readonly texts: Readonly<Record<V, string>>;
  readonly onChange: (value: V) => void;
}

function Options<V extends string>({ label, value, options, texts, onChange }: OptionsProps<V>) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles['label']}>{label}</Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={(next: V) => onChange(next)}>
        {options.map((option) => (
          <Menu.RadioItem key={option} value={option} closeOnClick className={styles['item']}>
            {texts[option]}
            <Menu.RadioItemIndicator className={styles['arrow']}>
              <Check aria-hidden />
            </Menu.RadioItemIndicator>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  );
}
