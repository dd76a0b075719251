// One fact of a list of facts: what it is, and what is known of it.
import type { ReactNode } from 'react';
import styles from '../history/share-dialogs.module.css';

export const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <div className={styles['fact']}>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);
