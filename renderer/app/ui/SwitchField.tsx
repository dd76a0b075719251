// A switch with a label; screen readers read its hint with it.
import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import styles from './switch-field.module.css';

interface SwitchFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** A sentence under it. */
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}

export function SwitchField({ label, checked, onChange, hint, disabled = false }: SwitchFieldProps) {
  const hintId = useId();
  return (
    <div className={styles['field']}>
      <label className={styles['switch']}>
        <Switch.Root
          checked={checked}
          onCheckedChange={onChange}
          disabled={disabled}
          className={styles['track']}
          aria-describedby={hint === undefined ? undefined : hintId}
        >
          <Switch.Thumb className={styles['thumb']} />
        </Switch.Root>
        {label}
      </label>
      {hint === undefined ? null : (
        <p id={hintId} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}
