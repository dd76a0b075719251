// The dialogs about a file request; one is open at a time.
import { useCallback } from 'react';
import type { FileRequestView } from '../../../preload/views/file-request-views';
import { request } from '../state/bridge';
import { assertNever } from '../state/assert-never';
import { QrDialog } from '../history/QrDialog';
import { DeleteRequestDialog } from './DeleteRequestDialog';
import { EditRequestDialog } from './EditRequestDialog';
import { ExtendRequestDialog } from './ExtendRequestDialog';

export type RequestDialogKind = 'qr' | 'extend' | 'edit' | 'delete';

interface RequestDialogProps {
  readonly kind: RequestDialogKind;
  readonly request: FileRequestView;
  readonly onClose: () => void;
}

export function RequestDialog({ kind, request: shown, onClose }: RequestDialogProps) {
  switch (kind) {
    case 'qr':
      return <RequestQr request={shown} onClose={onClose} />;
    case 'extend':
      return <ExtendRequestDialog request={shown} onClose={onClose} />;
    case 'edit':
      return <EditRequestDialog request={shown} onClose={onClose} />;
    case 'delete':
      return <DeleteRequestDialog request={shown} onClose={onClose} />;
    default:
      return assertNever(kind);
  }
}

function RequestQr({ request: shown, onClose }: Omit<RequestDialogProps, 'kind'>) {
  const { id: requestId, title, expiresAtMs } = shown;
  const code = useCallback(() => request('file-requests:qr', { requestId }), [requestId]);
  const save = () => request('file-requests:save-qr', { requestId });
  return <QrDialog code={code} onSave={save} name={title} expiresAtMs={expiresAtMs} onClose={onClose} />;
}
