// What can be done with the short link of a share: it leads to something else from then on, or is taken back.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { PasswordField } from '../sharing/PasswordField';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { useDialogRequest } from '../state/use-dialog-request';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { Choice } from '../ui/Choice';
import { shownName } from '../ui/display-name';
import { FailureAlert } from '../ui/FailureText';
import { CancelOr, Modal } from '../ui/Modal';
import { RevokeDialog } from './RevokeDialog';
import { shownAddress } from './share-facts';
import styles from './share-dialogs.module.css';

interface DoorDialogProps {
  readonly share: ShareView;
  /** Those in the list. */
  readonly shares: readonly ShareView[];
  readonly onClose: () => void;
}

const newFiles = 'files';

/** What the links that people have can open: those of the same storage whose pages need no other secret. */
const pointTargets = (share: ShareView, shares: readonly ShareView[]): readonly ShareView[] =>
  shares.filter(
    ({ id, state, connectionName, encryption }) =>
      id !== share.id && state === 'live' && encryption === undefined && connectionName === share.connectionName,
  );

/** The dialog "Short link"; the question before it is taken back stands in its place. */
export function DoorDialog({ share, shares, onClose }: DoorDialogProps) {
  const w = words.shares.door;
  const act = useAct();
  const [asks, setAsks] = useState(false);
  const [target, setTarget] = useState<string>(newFiles);
  const [password, setPassword] = useState('');
  const { busy, failure, send } = useDialogRequest(onClose);
  const { id: shareId, name } = share;
  if (asks)
    return (
      <RevokeDialog
        title={w.revokeTitle}
        name={shownAddress(share)}
        text={share.origin === 'uploaded' ? w.revokeText : w.revokeTextLinked}
        question={{ confirm: w.revokeConfirm, onConfirm: () => request('doors:close', { shareId }) }}
        onClose={onClose}
      />
    );
  const point = () => {
    if (target !== newFiles) {
      void send(() => request('doors:point', { shareId, to: { kind: 'share', shareId: target } }));
      return;
    }
    // An upload may take hours: its row shows it, and a failure is a notice.
    void act(request('doors:point', { shareId, to: { kind: 'files', ...(password !== '' && { password }) } }));
    onClose();
  };
  return (
    <Modal
      title={w.title}
      name={shownAddress(share)}
      onClose={onClose}
      buttons={
        <>
          <Button look="quiet" className={styles['first']} onClick={() => setAsks(true)}>
            {w.revoke}
          </Button>
          <CancelOr onCancel={onClose} isOff={busy} onPress={point}>
            {target === newFiles ? w.choose : w.confirm}
          </CancelOr>
        </>
      }
    >
      <Choice
        label={w.to}
        value={target}
        options={[
          { value: newFiles, label: w.files },
          ...pointTargets(share, shares).map((one) => ({ value: one.id, label: shownName(one.name) })),
        ]}
        onChange={setTarget}
      />
      <p className={styles['hint']}>{w.text({ name: shownName(name) })}</p>
      {share.encryption === undefined ? null : target === newFiles ? (
        <PasswordField value={password} onChange={setPassword} hint={w.encrypted} />
      ) : (
        <p className={styles['hint']}>{w.notEncrypted}</p>
      )}
      <FailureAlert failure={failure} />
    </Modal>
  );
}
