// A screen that is a list: its title and what adds a row, then the rows, or what is said while there are none.
import { useId, type ReactNode } from 'react';
import emptyStyles from '../ui/empty.module.css';
import { Mayfly } from '../ui/Mayfly';
import { RowList, type RowPlace } from '../ui/RowList';
import { listRows } from '../ui/row-sizes';
import styles from './screen.module.css';

interface ListScreenProps<T> {
  readonly texts: Readonly<Record<'title' | 'lead' | 'emptyTitle' | 'emptyText', string>>;
  /** The button that adds a row. */
  readonly action: ReactNode;
  readonly items: readonly T[];
  /** Must spread `place` over its list item. */
  readonly renderRow: (item: T, place: RowPlace) => ReactNode;
  /** Below the list. */
  readonly children?: ReactNode;
}

export function ListScreen<T extends { readonly id: string }>(props: ListScreenProps<T>) {
  const { texts, action, items, renderRow, children } = props;
  const titleId = useId();
  return (
    <div className={styles['screen']}>
      <div className={styles['head']}>
        <div>
          <h1 id={titleId}>{texts.title}</h1>
          <p>{texts.lead}</p>
        </div>
        {action}
      </div>
      {items.length === 0 ? (
        <div className={emptyStyles['empty']}>
          <Mayfly />
          <h2>{texts.emptyTitle}</h2>
          <p>{texts.emptyText}</p>
        </div>
      ) : (
        <RowList rows={listRows(items, ({ id }) => id)} labelledBy={titleId} renderRow={renderRow} />
      )}
      {children}
    </div>
  );
}
