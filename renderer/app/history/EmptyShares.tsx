// An empty list says what will stand there.
import { words } from '../state/words';
import styles from '../ui/empty.module.css';

export function EmptyShares() {
  return (
    <div className={styles['empty']}>
      <h2>{words.shares.emptyTitle}</h2>
      <p>{words.shares.emptyText}</p>
    </div>
  );
}
