// What can be done with the short link of a share: forward it to something else, or close it.
import { useRef, useState } from 'react';
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
import { shownAddress } from './share-facts';
import styles from './share-dialogs.module.css';

interface DoorDialogProps {
  readonly share: ShareView;
  readonly onClose: () => void;
}

const newFiles = 'files';

/** What the links that people have can open: those of the same storage whose pages need no other secret. */
const pointTargets = (share: ShareView, shares: readonly ShareView[]): readonly ShareView[] =>
  shares.filter(
    ({ id, state, connectionName, encryption }) =>
      id !== share.id && state === 'live' && encryption === undefined && connectionName === share.connectionName,
  );

/** The dialog "Point elsewhere". */
export function PointDialog({ share, shares, onClose }: DoorDialogProps & { readonly shares: readonly ShareView[] }) {
  const w = words.shares.point;
  const act = useAct();
  const [target, setTarget] = useState<string>(newFiles);
  const [password, setPassword] = useState('');
  const { busy, failure, send } = useDialogRequest(onClose);
  const { id: shareId, name } = share;
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
        <CancelOr onCancel={onClose} isOff={busy} onPress={point}>
          {target === newFiles ? w.choose : w.confirm}
        </CancelOr>
      }
    >
      <p>{w.text({ name: shownName(name) })}</p>
      <Choice
        label={w.to}
        value={target}
        options={[
          { value: newFiles, label: w.files },
          ...pointTargets(share, shares).map((one) => ({ value: one.id, label: shownName(one.name) })),
        ]}
        onChange={setTarget}
      />
      {share.encryption === undefined ? null : target === newFiles ? (
        <PasswordField value={password} onChange={setPassword} hint={w.encrypted} />
      ) : (
        <p className={styles['hint']}>{w.notEncrypted}</p>
      )}
      <FailureAlert failure={failure} />
    </Modal>
  );
}

/** The dialog "Close this short link?". Escape, the cross and the first button all mean no. */
export function CloseDoorDialog({ share, onClose }: DoorDialogProps) {
  const w = words.shares.closeDoor;
  const keep = useRef<HTMLButtonElement>(null);
  const { busy, failure, send } = useDialogRequest(onClose);
  const isOurs = share.origin === 'uploaded';
  return (
    <Modal
      title={w.title}
      name={shownAddress(share)}
      onClose={onClose}
      firstFocus={keep}
      buttons={
        <>
          <Button ref={keep} onClick={onClose}>
            {w.keep}
          </Button>
          <Button
            look="danger"
            aria-disabled={busy}
            onClick={() => void send(() => request('doors:close', { shareId: share.id }))}
          >
            {busy ? w.busy : w.confirm}
          </Button>
        </>
      }
    >
      <p>{isOurs ? w.text : w.textLinked}</p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}
