// A file name is shown safely everywhere: as text, isolated from the line around it, its extension always in view.
import { shownName, splitName } from './display-name';
import styles from './file-name.module.css';

/** Shortens in the middle when there is no room; the full name is its tooltip. */
export function FileName({ name, className }: { readonly name: string; readonly className?: string | undefined }) {
  const shown = shownName(name);
  const { head, tail } = splitName(shown);
  return (
    <bdi className={[styles['name'], className].filter(Boolean).join(' ')} title={shown}>
      {tail === '' ? (
        <span className={styles['head']}>{head}</span>
      ) : (
        <>
          <span className={styles['head']}>{head}</span>
          <span className={styles['tail']}>{tail}</span>
        </>
      )}
    </bdi>
  );
}
