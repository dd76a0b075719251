// Another password for an encrypted share: its files stay, its page is written anew.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { PasswordField } from '../sharing/PasswordField';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { AskDialog } from '../ui/Modal';
import styles from './share-dialogs.module.css';

/** The dialog "Change password". */
export function PasswordDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
  const w = words.shares.changePassword;
  const [password, setPassword] = useState('');
  const change = () => request('shares:change-password', { shareId: share.id, ...(password !== '' && { password }) });
  return (
    <AskDialog title={w.title} name={share.name} texts={w} ask={change} onClose={onClose}>
      <PasswordField value={password} onChange={setPassword} hint={w.hint} />
      <p className={styles['hint']}>{share.doorAddress === undefined ? w.newLink : w.sameLink}</p>
    </AskDialog>
  );
}
