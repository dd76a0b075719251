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
export function LifetimeField(props: LifetimeFieldProps) {
  const { label, seconds, onSeconds, maxSeconds = usualMaxSeconds } = props;
  const preset = isPreset(seconds, maxSeconds);
  const [isCustom, setCustom] = useState(!preset);
  const choose = (value: string) => {
    setCustom(value === custom);
    if (value !== custom) onSeconds(Number(value));
  };
  return (
    <div className={styles['expiry']}>
      <Choice
        label={label}
        value={!isCustom && preset ? String(seconds) : custom}
        options={offers(maxSeconds)}
        onChange={choose}
        className={styles['choice'] ?? ''}
      />
      {isCustom ? <CustomLifetime {...props} maxSeconds={maxSeconds} /> : null}
    </div>
  );
}

/** A number and a unit. */
export function CustomLifetime({
  seconds,
  onSeconds,
  maxSeconds,
  untilThen,
  onEnter,
}: Pick<LifetimeFieldProps, 'seconds' | 'onSeconds' | 'untilThen'> & {
  readonly maxSeconds: number;
  /** Enter on a valid number. */
  readonly onEnter?: () => void;
}) {
  const reasonId = useId();
  const [typed, setTyped] = useState<CustomExpiry>(() => customFromSeconds(seconds));
  const type = (next: CustomExpiry) => {
    setTyped(next);
    const check = checkCustomExpiry(next, maxSeconds);
    if (check.ok && check.seconds !== seconds) onSeconds(check.seconds);
  };
  const check = checkCustomExpiry(typed, maxSeconds);
  return (
    <div className={styles['custom']}>
      <TextField
        label={words.expiry.amount}
        value={typed.amount}
        errorId={check.ok ? undefined : reasonId}
        onChange={(amount) => type(followUnit({ ...typed, amount }))}
        onKeyDown={({ key }) => (key === 'Enter' && check.ok ? onEnter?.() : undefined)}
      />
      <Choice
        label={words.expiry.unit}
        value={typed.unit}
        options={units()}
        onChange={(unit) => type(withUnit(typed, unit))}
      />
      {check.ok ? null : (
        <p id={reasonId} className={styles['reason']}>
          {check.reason} {untilThen({ lifetime: formats.duration(seconds) })}
        </p>
      )}
    </div>
  );
}
