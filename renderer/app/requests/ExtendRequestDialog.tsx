// Gives a file request a later end, and with it another link.
import { useState } from 'react';
import type { FileRequestView } from '../../../preload/views/file-request-views';
import { shownAddress } from '../history/share-facts';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { useDialogRequest } from '../state/use-dialog-request';
import { words } from '../state/words';
import { FailureAlert } from '../ui/FailureText';
import { LifetimeField } from '../ui/LifetimeField';
import { CancelOr, Modal } from '../ui/Modal';
import styles from './requests.module.css';

interface ExtendRequestDialogProps {
  readonly request: FileRequestView;
  readonly onClose: () => void;
}

/** The dialog "Later end". */
export function ExtendRequestDialog({ request: extended, onClose }: ExtendRequestDialogProps) {
  const w = words.requests.extend;
  const nowMs = useNowUntil(extended.expiresAtMs);
  const [seconds, setSeconds] = useState(604_800);
  const { busy, failure, send } = useDialogRequest(onClose);
  const extend = () => send(() => request('file-requests:extend', { requestId: extended.id, expirySeconds: seconds }));
  return (
    <Modal
      title={w.title}
      name={extended.title}
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
        maxSeconds={extended.longestExpirySeconds}
        untilThen={words.requests.form.expiresStays}
      />
      <p className={styles['note']}>
        {extended.doorAddress === undefined
          ? w.text({ clock: formats.clock(extended.expiresAtMs, nowMs) })
          : w.doorStays({ address: shownAddress(extended) })}
      </p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}
