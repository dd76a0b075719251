// The switch "Short link" of the next share or file request; its first position is the connection's rule.
import type { ComponentType } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import type { SwitchFieldProps } from '../ui/SwitchField';
import { doorFor, type Chosen } from './share-options';

interface DoorSwitchProps {
  /** Where it goes. */
  readonly to: ConnectionView | undefined;
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen) => void;
  /** A drop zone has no room for a sentence under a switch. */
  readonly look: ComponentType<SwitchFieldProps>;
}

/** Renders nothing where the connection makes no short links. */
export function DoorSwitch({ to, chosen, onChoose, look: Look }: DoorSwitchProps) {
  const isOn = doorFor(to, chosen);
  if (isOn === undefined || to === undefined) return null;
  return (
    <Look
      label={words.drop.door}
      hint={words.drop.doorHint({ address: to.doors?.address ?? '' })}
      checked={isOn}
      onChange={(next) => onChoose({ connectionId: to.id, isOn: next })}
    />
  );
}
