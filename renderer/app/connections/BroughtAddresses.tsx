// Asks whether links may go by the addresses that an imported file brought.
import { words } from '../state/words';
import { SwitchField } from '../ui/SwitchField';
import styles from './credential-fields.module.css';
import type { FormValues } from './form-values';

interface BroughtAddressesProps {
  readonly values: FormValues;
  readonly error: string | undefined;
  readonly onChange: (values: FormValues) => void;
}

/** Renders nothing where the user typed all of them. */
export function BroughtAddresses({ values, error, onChange }: BroughtAddressesProps) {
  const w = words.form;
  const { unconfirmedAddresses, addressesConfirmed } = values;
  if (unconfirmedAddresses.length === 0) return null;
  return (
    <div className={styles['wide']}>
      <SwitchField
        label={w.agreeAddresses({ addresses: unconfirmedAddresses.join(', ') })}
        checked={addressesConfirmed}
        onChange={(confirmed) => onChange({ ...values, addressesConfirmed: confirmed })}
        hint={w.agreeAddressesHint}
      />
      {error === undefined ? null : (
        <p className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
