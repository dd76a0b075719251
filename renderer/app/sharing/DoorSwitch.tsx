// The switch "Short link" of the next share or file request; its first position is the connection's rule.
import type { ConnectionView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import { SwitchField } from '../ui/SwitchField';
import { doorFor, type Chosen } from './share-options';

interface DoorSwitchProps {
  /** Where it goes. */
  readonly to: ConnectionView | undefined;
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen) => void;
  /** Without room for a sentence under it. */
  readonly isSmall?: boolean;
}

/** Renders nothing where the connection makes no short links. */
export function DoorSwitch({ to, chosen, onChoose, isSmall = false }: DoorSwitchProps) {
  const isOn = doorFor(to, chosen);
  if (isOn === undefined || to === undefined) return null;
  return (
    <SwitchField
      isSmall={isSmall}
      label={words.drop.door}
      hint={words.drop.doorHint({ address: to.doors?.address ?? '' })}
      checked={isOn}
      onChange={(next) => onChoose({ connectionId: to.id, isOn: next })}
    />
  );
}
