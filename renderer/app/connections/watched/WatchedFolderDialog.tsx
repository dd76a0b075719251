// Chooses the folder whose new files are shared to a connection by themselves.
import { FolderOpen } from 'lucide-react';
import type { ConnectionView } from '../../../../preload/views/connection-views';
import { request } from '../../state/bridge';
import { useDialogRequest } from '../../state/use-dialog-request';
import { words } from '../../state/words';
import { Button } from '../../ui/Button';
import { FailureAlert } from '../../ui/FailureText';
import { CancelOr, Modal } from '../../ui/Modal';
import { Segments } from '../../ui/Segments';
import styles from './watched-folder.module.css';

interface WatchedFolderDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** The dialog "Watched folder". */
export function WatchedFolderDialog({ connection, onClose }: WatchedFolderDialogProps) {
  const w = words.watched;
  const { id: connectionId, name, watched } = connection;
  const { busy, failure, send } = useDialogRequest(() => undefined);
  const choose = () => void send(() => request('connections:watch-folder', { connectionId }));
  return (
    <Modal
      title={w.title}
      name={name}
      onClose={onClose}
      buttons={
        watched === undefined ? (
          <CancelOr onCancel={onClose} isOff={busy} onPress={choose}>
            {w.choose}
          </CancelOr>
        ) : (
          <>
            <Button onClick={() => void send(() => request('connections:stop-watching', { connectionId }))}>
              {w.off}
            </Button>
            <Button aria-disabled={busy} onClick={choose}>
              {w.chooseAnother}
            </Button>
            <Button look="primary" onClick={onClose}>
              {w.done}
            </Button>
          </>
        )
      }
    >
      <p>{w.text}</p>
      {watched === undefined ? null : (
        <>
          <p className={`selectable ${styles['folder']}`}>
            <FolderOpen aria-hidden />
            <bdi>{watched.path}</bdi>
          </p>
          <div className={styles['choice']}>
            <p aria-hidden>{w.afterwards}</p>
            <Segments
              label={w.afterwards}
              value={watched.copies ? 'copy' : 'list'}
              options={[
                { value: 'copy', label: w.copy },
                { value: 'list', label: w.list },
              ]}
              onChange={(next) =>
                void send(() => request('connections:watch-copies', { connectionId, copies: next === 'copy' }))
              }
            />
          </div>
        </>
      )}
      <p aria-live="polite" className={styles['away']}>
        {watched?.isAway === true ? w.away : ''}
      </p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}
