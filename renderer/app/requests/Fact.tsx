// One fact of a list of facts: what it is, and what is known of it.
import type { ReactNode } from 'react';
import styles from '../history/share-dialogs.module.css';

/** Renders nothing where nothing is known. */
export const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }) =>
  children === undefined ? null : (
    <div className={styles['fact']}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
