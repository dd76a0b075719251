// Asks before a file request is deleted with everything of it that is in the bucket.
import { request } from '../state/bridge';
import { words } from '../state/words';
import { AskDialog } from '../ui/Modal';
import type { AboutRequest } from './request-actions';

export function DeleteRequestDialog({ request: deleted, onClose }: AboutRequest) {
  const { id: requestId, title, waiting, saved } = deleted;
  const w = words.requests.deletion;
  const remove = () => request('file-requests:remove', { requestId });
  return (
    <AskDialog title={w.title} name={title} texts={w} ask={remove} onClose={onClose}>
      <p>{waiting === 0 ? w.text : w.textUnsaved({ count: waiting })}</p>
      {saved === 0 ? null : <p>{w.savedStay}</p>}
    </AskDialog>
  );
}
