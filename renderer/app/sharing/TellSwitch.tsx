// The switch "Tell me when it is opened" of the next share.
import type { ConnectionView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import field from '../ui/field.module.css';
import { SwitchField } from '../ui/SwitchField';

interface TellSwitchProps {
  /** Where it goes. */
  readonly to: ConnectionView | undefined;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Renders nothing for the bucket on this computer, which counts by itself, and words where no test has shown that pages may tell. */
export function TellSwitch({ to, isOn, onChange }: TellSwitchProps) {
  const w = words.drop;
  if (to?.tellsOpenings === undefined) return null;
  if (!to.tellsOpenings) return <p className={field['hint']}>{w.tellUnproven({ connection: to.name })}</p>;
  return <SwitchField isSmall label={w.tell} hint={w.tellHint} checked={isOn} onChange={onChange} />;
}
