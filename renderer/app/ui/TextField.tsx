// A labelled text field; hint and error are its accessible description.
import { useId, type ChangeEvent, type ComponentPropsWithRef, type ReactNode } from 'react';
import { words } from '../state/words';
import { SecretInput } from './SecretInput';
import styles from './field.module.css';

interface TextFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'value' | 'defaultValue'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  /** Stands in the hint's place while there is one. */
  readonly error?: string | undefined;
  /** An error shown elsewhere, by its id. */
  readonly errorId?: string | undefined;
  /** Says "optional" beside the label, outside its name. */
  readonly optional?: boolean;
  readonly hideLabel?: boolean;
  /** Of a `type="password"`: its characters are seen. */
  readonly shown?: boolean;
  /** So many lines, in place of one. */
  readonly rows?: number;
  /** A button that fills the line in. */
  readonly action?: ReactNode;
}

/** The label is exactly the input's name; error and hint are its description. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    value,
    onChange,
    hint,
    error,
    errorId,
    optional = false,
    hideLabel = false,
    action,
    className,
    shown = false,
    rows,
    ...rest
  } = props;
  const id = useId();
  const note = error ?? hint;
  const noteId = note === undefined ? errorId : `${id}-note`;
  const field = {
    autoComplete: rest.type === 'password' ? 'new-password' : 'off',
    spellCheck: false,
    ...rest,
    id,
    className: styles['input'],
    value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => onChange(event.currentTarget.value),
    'aria-invalid': error !== undefined || errorId !== undefined,
    'aria-describedby': noteId,
  };
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
      <div className={styles['line']}>
        {rows !== undefined ? (
          <textarea
            id={id}
            className={`${styles['input']} ${styles['area']}`}
            rows={rows}
            maxLength={rest.maxLength}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            aria-describedby={noteId}
          />
        ) : rest.type === 'password' ? (
          <SecretInput {...field} shown={shown} />
        ) : (
          <input {...field} />
        )}
        {action}
      </div>
      {note === undefined ? null : (
        <p id={noteId} className={error === undefined ? styles['hint'] : styles['error']}>
          {note}
        </p>
      )}
    </div>
  );
}
