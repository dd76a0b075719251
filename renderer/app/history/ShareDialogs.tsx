// The dialogs about a share; one is open at a time.
import { useCallback, useState, type ReactNode } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { assertNever } from '../state/assert-never';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { isLive, shownAddress, stateWords } from './share-facts';
import { ShareDialogContext, type ShareDialogKind } from './share-dialogs';
import { DoorDialog } from './DoorDialog';
import { EndDialog } from './EndDialog';
import { RevokeDialog } from './RevokeDialog';
import { ShareMenu } from './ShareMenu';
import { PasswordField } from '../sharing/PasswordField';
import { AskDialog } from '../ui/Modal';
import styles from './share-dialogs.module.css';

/** The dialog "Change password": the files of an encrypted share stay, its page is written anew. */
function PasswordDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
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

interface Asked {
  readonly kind: ShareDialogKind;
  readonly share: ShareView;
}

interface ShareDialogsProps {
  /** Those in the list. */
  readonly shares: readonly ShareView[];
  /** Default lifetime of a new link, seconds. */
  readonly expirySeconds: number;
  readonly children: ReactNode;
}

export function ShareDialogs({ shares, expirySeconds, children }: ShareDialogsProps) {
  const [asked, setAsked] = useState<Asked>();
  const open = useCallback((kind: ShareDialogKind, share: ShareView) => setAsked({ kind, share }), []);
  const dialogOf = (shown: Asked) => {
    const { kind } = shown;
    // It may change, or end, while the dialog is open.
    const share = shares.find(({ id }) => id === shown.share.id) ?? shown.share;
    // An action may end after its dialog was closed and the next one was opened.
    const about = { share, onClose: () => setAsked((now) => (now === shown ? undefined : now)) };
    switch (kind) {
      case 'end':
        return <EndDialog {...about} expirySeconds={expirySeconds} />;
      case 'door':
        return <DoorDialog {...about} shares={shares} />;
      case 'password':
        return <PasswordDialog {...about} />;
      case 'revoke':
        return <RevokeShare {...about} />;
      default:
        return assertNever(kind);
    }
  };
  return (
    <ShareDialogContext value={open}>
      {children}
      <ShareMenu />
      {asked === undefined ? null : dialogOf(asked)}
    </ShareDialogContext>
  );
}

interface OneShareProps {
  readonly share: ShareView;
  readonly onClose: () => void;
}

function RevokeShare({ share, onClose }: OneShareProps) {
  const w = words.shares;
  const nowMs = useNowUntil(share.expiresAtMs);
  const hasDoor = share.doorAddress !== undefined;
  if (!isLive(share, nowMs))
    return <RevokeDialog title={stateWords(share, nowMs)} name={share.name} text={w.revokeTooLate} onClose={onClose} />;
  return (
    <RevokeDialog
      title={w.revokeTitle}
      name={share.name}
      text={hasDoor ? w.revokeDoorText({ address: shownAddress(share) }) : w.revokeText}
      question={{ confirm: w.revokeConfirm, onConfirm: () => request('shares:revoke', { shareId: share.id }) }}
      onClose={onClose}
    />
  );
}
