// Another password for an encrypted share: its files stay, its page is written anew.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { PasswordField } from '../sharing/PasswordField';
import { request } from '../state/bridge';
import { useDialogRequest } from '../state/use-dialog-request';
import { words } from '../state/words';
import { FailureAlert } from '../ui/FailureText';
import { CancelOr, Modal } from '../ui/Modal';
import styles from './share-dialogs.module.css';

/** The dialog "Change password". */
export function PasswordDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
  const w = words.shares.changePassword;
  const [password, setPassword] = useState('');
  const { busy, failure, send } = useDialogRequest(onClose);
  const change = () =>
    send(() => request('shares:change-password', { shareId: share.id, ...(password !== '' && { password }) }));
  return (
    <Modal
      title={w.title}
      name={share.name}
      onClose={onClose}
      buttons={
        <CancelOr onCancel={onClose} isOff={busy} onPress={() => void change()}>
          {busy ? w.busy : w.confirm}
        </CancelOr>
      }
    >
      <PasswordField value={password} onChange={setPassword} hint={w.hint} />
      <p className={styles['hint']}>{share.doorAddress === undefined ? w.newLink : w.sameLink}</p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}
