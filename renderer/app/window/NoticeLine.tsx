// What a notice says: what happened, to what, and what follows from it.
import type { Said } from './notice-words';
import { FileName } from '../ui/FileName';
import styles from './notice-area.module.css';

/** On one line where there is room; a name gives way first, and keeps its end. */
export function NoticeLine({ said: { title, name, end, text } }: { readonly said: Said }) {
  return (
    <p className={styles['line']}>
      <strong>{title}</strong>{' '}
      {name === undefined ? null : (
        <span className={styles['about']}>
          <span className={styles['named']}>
            <FileName name={name} className={styles['name']} />
            {end === undefined ? '' : ', '}
          </span>
          {end}
          {end === undefined || text === undefined ? '' : '.'}
        </span>
      )}{' '}
      {text === undefined ? null : <span className={styles['text']}>{text}</span>}
    </p>
  );
}
