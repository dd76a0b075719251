// A switch of the drop zone, without room for a sentence under it: its hint is a tooltip and its description.
import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import styles from './drop-zone.module.css';

interface DropSwitchProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function DropSwitch({ label, hint, checked, onChange, disabled = false }: DropSwitchProps) {
  const hintId = useId();
  return (
    <div title={hint}>
      <label className={styles['switch']}>
        <Switch.Root
          checked={checked}
          onCheckedChange={onChange}
          disabled={disabled}
          className={styles['track']}
          aria-describedby={hintId}
        >
          <Switch.Thumb className={styles['thumb']} />
        </Switch.Root>
        {label}
      </label>
      <p id={hintId} className="visually-hidden">
        {hint}
      </p>
    </div>
  );
}
