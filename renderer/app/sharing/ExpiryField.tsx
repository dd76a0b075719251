// How long new links live is a setting of the whole app, changed where links are made.
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { LifetimeField } from '../ui/LifetimeField';

interface ExpiryFieldProps {
  readonly seconds: number;
  /** A rule of the organisation. */
  readonly longestSeconds: number | undefined;
}

/** The combobox "Link expires in". Every change is saved at once and counts for the tray too. */
export function ExpiryField({ seconds, longestSeconds }: ExpiryFieldProps) {
  const act = useAct();
  return (
    <LifetimeField
      label={words.expiry.label}
      seconds={Math.min(seconds, longestSeconds ?? seconds)}
      maxSeconds={longestSeconds}
      onSeconds={(expirySeconds) => void act(request('settings:save', { expirySeconds }))}
      untilThen={words.expiry.stays}
    />
  );
}
