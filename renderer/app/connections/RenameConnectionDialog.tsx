// Renames a connection without entering its keys again.
import { useRef, useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { CancelOr, Modal } from '../ui/Modal';
import { TextField } from '../ui/TextField';

interface RenameConnectionDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** The dialog "Rename connection". */
export function RenameConnectionDialog({ connection, onClose }: RenameConnectionDialogProps) {
  const w = words.connections;
  const [name, setName] = useState(connection.name);
  const [error, setError] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const rename = async () => {
    if (name.trim() === '') return;
    const outcome = await request('connections:rename', { connectionId: connection.id, name: name.trim() });
    if (outcome.ok) onClose();
    else setError(`${outcome.failure.message} ${outcome.failure.next}`);
  };
  return (
    <Modal
      title={w.renameTitle}
      name={connection.name}
      onClose={onClose}
      firstFocus={field}
      buttons={
        <CancelOr onCancel={onClose} isOff={name.trim() === ''} onPress={() => void rename()}>
          {w.renameConfirm}
        </CancelOr>
      }
    >
      <TextField
        ref={field}
        label={words.form.name}
        value={name}
        error={error}
        maxLength={100}
        onChange={(next) => {
          setName(next);
          setError(undefined);
        }}
      />
    </Modal>
  );
}
