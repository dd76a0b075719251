// Extends a share: a new link with a later end; the dialog says that the old link keeps its own end.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { useDialogRequest } from '../state/use-dialog-request';
import { words } from '../state/words';
import { FailureAlert } from '../ui/FailureText';
import { LifetimeField } from '../ui/LifetimeField';
import { CancelOr, Modal } from '../ui/Modal';
import { shownAddress } from './share-facts';
import styles from './share-dialogs.module.css';

interface ExtendDialogProps {
  readonly share: ShareView;
  readonly expirySeconds: number;
  readonly onClose: () => void;
}

/** The dialog "New link". */
export function ExtendDialog({ share, expirySeconds, onClose }: ExtendDialogProps) {
  const w = words.shares.extend;
  const nowMs = useNowUntil(share.expiresAtMs);
  const [seconds, setSeconds] = useState(expirySeconds);
  const { busy, failure, send } = useDialogRequest(onClose);
  const extend = () => send(() => request('shares:extend', { shareId: share.id, expirySeconds: seconds }));
  const clock = formats.clock(share.expiresAtMs, nowMs);
  return (
    <Modal
      title={w.title}
      name={share.name}
      onClose={onClose}
      buttons={
        <CancelOr onCancel={onClose} isOff={busy} onPress={() => void extend()}>
          {busy ? w.busy : w.confirm}
        </CancelOr>
      }
    >
      <LifetimeField
        label={w.label}
        seconds={seconds}
        onSeconds={setSeconds}
        maxSeconds={share.longestExpirySeconds}
        untilThen={w.stays}
      />
      <p className={styles['hint']}>
        {share.doorAddress !== undefined
          ? w.doorStays({ address: shownAddress(share) })
          : share.expiresAtMs > nowMs
            ? w.oldLives({ clock })
            : w.oldEnded({ clock })}
      </p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}
