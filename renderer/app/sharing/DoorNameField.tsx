// A short link may end in a name instead of random characters; anybody who guesses it has access, so it says that.
import type { ConnectionView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import { TextField } from '../ui/TextField';
import { doorFor, doorNameOf, isDoorName, type Chosen } from './share-options';

interface DoorNameFieldProps {
  /** Where the next share or file request goes. */
  readonly to: ConnectionView | undefined;
  /** Whether it gets a short link; absent: as the connection has it. */
  readonly chosen: Chosen | undefined;
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** Renders nothing while there will be no short link. */
export function DoorNameField({ to, chosen, value, onChange }: DoorNameFieldProps) {
  if (doorFor(to, chosen) !== true) return null;
  const w = words.drop;
  const name = doorNameOf(value);
  const address = `${to?.doors?.address ?? ''}/${name}`;
  return (
    <TextField
      label={w.doorName}
      value={value}
      onChange={onChange}
      maxLength={64}
      hint={name === '' ? w.doorNameHint : w.doorNamed({ address })}
      error={name === '' || isDoorName(name) ? undefined : w.doorNameWrong}
      optional
    />
  );
}
