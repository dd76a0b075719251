// A heading with its list and what can be done to all of it.
import type { ReactNode } from 'react';
import styles from './section.module.css';

interface SectionProps {
  readonly titleId?: string;
  readonly title: string;
  readonly note?: string | undefined;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** `titleId`: for `aria-labelledby` of the list inside. */
export function Section({ titleId, title, note, action, children }: SectionProps) {
  return (
    <div className={styles['section']}>
      <div className={styles['head']}>
        <h2 id={titleId}>{title}</h2>
        {note === undefined ? null : <p className={styles['note']}>{note}</p>}
        <div className={styles['action']}>{action}</div>
      </div>
      {children}
    </div>
  );
}
