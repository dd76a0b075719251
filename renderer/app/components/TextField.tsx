// Why this exists: a labelled line of text whose hint and error are tied to it for everyone who cannot see them beside it.
import { useId, type ComponentPropsWithRef } from 'react';
import { words } from '../words';
import styles from './field.module.css';

interface TextFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Says "optional" beside the label, outside its name. */
  readonly optional?: boolean;
  readonly hideLabel?: boolean;
}

/** The label is exactly the input's name; error and hint are its description. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error, optional = false, hideLabel = false, className, ...rest } = props;
  const id = useId();
  const described = [error === undefined ? '' : `${id}-error`, hint === undefined ? '' : `${id}-hint`].join(' ').trim();
  return (
    <div className={[styles['field'], className].filter(Boolean).join(' ')}>
      <div className={hideLabel ? 'visually-hidden' : styles['caption']}>
        <label htmlFor={id} className={styles['label']}>
          {label}
        </label>
        {optional ? (
          <span className={styles['optional']} aria-hidden>
            {words.common.optional}
          </span>
        ) : null}
      </div>
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={styles['input']}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-invalid={error !== undefined}
        aria-describedby={described === '' ? undefined : described}
      />
      {error === undefined ? null : (
        <p id={`${id}-error`} className={styles['error']}>
          {error}
        </p>
      )}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}
