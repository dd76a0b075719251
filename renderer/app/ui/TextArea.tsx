// A labelled box for several lines, with the looks of a line of text.
import { useId } from 'react';
import { words } from '../state/words';
import styles from './field.module.css';

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength: number;
  readonly rows?: number;
  readonly hint?: string;
  /** Says "optional" beside the label, outside its name. */
  readonly optional?: boolean;
}

/** The label is exactly its name. */
export function TextArea({ label, value, onChange, maxLength, rows = 3, hint, optional = false }: TextAreaProps) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <div className={styles['caption']}>
        <label htmlFor={id} className={styles['label']}>
          {label}
        </label>
        {optional ? (
          <span className={styles['optional']} aria-hidden>
            {words.common.optional}
          </span>
        ) : null}
      </div>
      <textarea
        id={id}
        className={`${styles['input']} ${styles['area']}`}
        rows={rows}
        maxLength={maxLength}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
      />
      {hint === undefined ? null : (
        <p id={`${id}-note`} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}
