// A link may be wanted for months, and a presigned URL lives for a week at most storages: Mayfly makes new ones in time and says so.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { dayAfter, dayOf } from '../state/day';
import { formats } from '../state/format';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureAlert } from '../ui/FailureText';
import { Modal } from '../ui/Modal';
import { usualMaxSeconds } from '../ui/expiry-choice';
import styles from './share-dialogs.module.css';
import { TextField } from '../ui/TextField';
import type { FailureView } from '../../../preload/views/failure-view';

const monthDays = 30;

/** The dialog "Keep alive until". */
export function KeepDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
  const w = words.shares.keepAlive;
  const [now] = useState(() => Date.now());
  const kept = share.keepUntilMs === undefined ? undefined : dayOf(share.keepUntilMs);
  const longest = formats.lifetime(share.longestExpirySeconds ?? usualMaxSeconds);
  const [day, setDay] = useState(kept ?? dayAfter(now, monthDays));
  const [failure, setFailure] = useState<FailureView>();
  const save = async (until: string | undefined) => {
    const outcome = await request('shares:keep-alive', { shareId: share.id, day: until });
    if (outcome.ok) onClose();
    else setFailure(outcome.failure);
  };
  return (
    <Modal
      title={w.title}
      name={share.name}
      onClose={onClose}
      buttons={
        <>
          {kept === undefined ? null : <Button onClick={() => void save(undefined)}>{w.stop}</Button>}
          <Button look="primary" aria-disabled={day === ''} onClick={() => day !== '' && void save(day)}>
            {w.confirm}
          </Button>
        </>
      }
    >
      <TextField
        label={w.label}
        type="date"
        value={day}
        min={dayAfter(now, 1)}
        onChange={setDay}
        className={styles['day']}
      />
      <p className={styles['hint']}>
        {share.doorAddress === undefined ? w.text({ longest }) : w.doorText({ longest })}
      </p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}
