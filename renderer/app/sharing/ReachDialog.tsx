// Asks before the bucket on this computer opens in its network, and says what that means.
import { EyeOff, MapPin, Users } from 'lucide-react';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { AskDialog } from '../ui/Modal';
import styles from './reach-dialog.module.css';

interface ReachDialogProps {
  readonly onClose: () => void;
  /** What is shared goes there from then on. */
  readonly isDestination: boolean;
}

/** What this system may ask of the user, who would not know why. */
function asked(): string | undefined {
  const w = words.reach.asks;
  if (navigator.platform.startsWith('Mac')) return w.mac;
  return navigator.platform.startsWith('Win') ? w.windows : undefined;
}

/** The dialog "Open on this network?". */
export function ReachDialog({ onClose, isDestination }: ReachDialogProps) {
  const w = words.reach;
  const system = asked();
  const points = [
    { icon: Users, text: w.lead },
    { icon: EyeOff, text: w.encrypted },
    { icon: MapPin, text: w.stays },
  ];
  return (
    <AskDialog
      title={w.title}
      onClose={onClose}
      texts={w}
      ask={() => request('reach:open', { isOn: true, isDestination })}
    >
      <ul className={styles['points']}>
        {points.map(({ icon: Icon, text }) => (
          <li key={text} className={styles['point']}>
            <Icon aria-hidden className={styles['icon']} />
            {text}
          </li>
        ))}
      </ul>
      {system === undefined ? null : <p className={styles['system']}>{system}</p>}
    </AskDialog>
  );
}
