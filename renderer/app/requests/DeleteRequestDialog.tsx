// Asks before a file request is deleted with everything of it that is in the bucket.
import { useRef } from 'react';
import type { FileRequestView } from '../../../preload/views/file-request-views';
import { request } from '../state/bridge';
import { useDialogRequest } from '../state/use-dialog-request';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureAlert } from '../ui/FailureText';
import { Modal } from '../ui/Modal';

interface DeleteRequestDialogProps {
  readonly request: FileRequestView;
  readonly onClose: () => void;
}

export function DeleteRequestDialog({ request: deleted, onClose }: DeleteRequestDialogProps) {
  const w = words.requests.deletion;
  const keep = useRef<HTMLButtonElement>(null);
  const { busy, failure, send } = useDialogRequest(onClose);
  const remove = () => send(() => request('file-requests:remove', { requestId: deleted.id }));
  return (
    <Modal
      title={w.title}
      name={deleted.title}
      onClose={onClose}
      firstFocus={keep}
      buttons={
        <>
          <Button ref={keep} onClick={onClose}>
            {w.keep}
          </Button>
          <Button look="danger" aria-disabled={busy} onClick={() => void remove()}>
            {busy ? w.busy : w.confirm}
          </Button>
        </>
      }
    >
      <p>{deleted.waiting === 0 ? w.text : w.textUnsaved({ count: deleted.waiting })}</p>
      {deleted.saved === 0 ? null : <p>{w.savedStay}</p>}
      <FailureAlert failure={failure} />
    </Modal>
  );
}
