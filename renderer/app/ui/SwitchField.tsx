// A switch with a label; screen readers read its hint with it.
import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import styles from './switch-field.module.css';

export interface SwitchFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
  /** Without room for a sentence under it: its hint is a tooltip and its description. */
  readonly isSmall?: boolean;
}

export function SwitchField({ label, checked, onChange, hint, disabled = false, isSmall = false }: SwitchFieldProps) {
  const hintId = useId();
  return (
    <div title={isSmall ? hint : undefined}>
      <label className={styles['switch']} data-small={isSmall}>
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
        <p id={hintId} className={isSmall ? 'visually-hidden' : styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}
