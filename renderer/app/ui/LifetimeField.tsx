// How long a link lives is chosen in one way everywhere: some offers and one's own, checked while it is typed.
import { useId, useState } from 'react';
import {
  checkCustomExpiry,
  customFromSeconds,
  expiryUnits,
  followUnit,
  isPreset,
  presetsUpTo,
  usualMaxSeconds,
  withUnit,
  type CustomExpiry,
} from './expiry-choice';
import { formats } from '../state/format';
import { words } from '../state/words';
import { Choice } from './Choice';
import styles from './expiry-field.module.css';
import { TextField } from './TextField';

interface LifetimeFieldProps {
  readonly label: string;
  readonly seconds: number;
  /** Called with valid lifetimes only. */
  readonly onSeconds: (seconds: number) => void;
  /** The longest that the storage takes; default: seven days. */
  readonly maxSeconds?: number | undefined;
  /** A sentence under it. */
  readonly hint?: string | undefined;
  /** Shown beside an error: the value that applies while the input is invalid. */
  readonly untilThen: (values: { readonly lifetime: string }) => string;
}

const custom = 'custom';
const units = () => expiryUnits.map((unit) => ({ value: unit, label: words.expiry.units[unit] }));
const offers = (maxSeconds: number) => [
  ...presetsUpTo(maxSeconds).map((seconds) => ({ value: String(seconds), label: formats.lifetime(seconds) })),
  { value: custom, label: words.expiry.custom },
];

/** A combobox named by `label`; "Custom…" opens a number and a unit beside it. */
export function LifetimeField({
  label,
  seconds,
  onSeconds,
  maxSeconds = usualMaxSeconds,
  hint,
  untilThen,
}: LifetimeFieldProps) {
  const reasonId = useId();
  const [typed, setTyped] = useState<CustomExpiry | undefined>(() =>
    isPreset(seconds, maxSeconds) ? undefined : customFromSeconds(seconds),
  );
  const choose = (value: string) => {
    if (value === custom) {
      setTyped(customFromSeconds(seconds));
      return;
    }
    setTyped(undefined);
    onSeconds(Number(value));
  };
  const type = (next: CustomExpiry) => {
    setTyped(next);
    const check = checkCustomExpiry(next, maxSeconds);
    if (check.ok && check.seconds !== seconds) onSeconds(check.seconds);
  };
  const check = typed === undefined ? undefined : checkCustomExpiry(typed, maxSeconds);
  const reason = check?.ok === false ? check.reason : undefined;
  const shown = typed === undefined && isPreset(seconds, maxSeconds) ? String(seconds) : custom;
  return (
    <div className={styles['expiry']}>
      <Choice
        label={label}
        value={shown}
        options={offers(maxSeconds)}
        onChange={choose}
        className={styles['choice'] ?? ''}
        {...(hint !== undefined && { hint })}
      />
      {typed === undefined ? null : (
        <div className={styles['custom']}>
          <TextField
            label={words.expiry.amount}
            value={typed.amount}
            className={styles['amount']}
            errorId={reason === undefined ? undefined : reasonId}
            onChange={(amount) => type(followUnit({ ...typed, amount }))}
          />
          <Choice
            label={words.expiry.unit}
            value={typed.unit}
            options={units()}
            onChange={(unit) => type(withUnit(typed, unit))}
            className={styles['unit'] ?? ''}
          />
          {reason === undefined ? null : (
            <p id={reasonId} className={styles['reason']}>
              {reason} {untilThen({ lifetime: formats.duration(seconds) })}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
