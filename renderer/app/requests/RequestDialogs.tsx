// The dialogs about a file request; one is open at a time.
import { useCallback, type ComponentType } from 'react';
import { request } from '../state/bridge';
import { QrDialog } from '../history/QrDialog';
import { DeleteRequestDialog } from './DeleteRequestDialog';
import { EditRequestDialog } from './EditRequestDialog';
import { ExtendRequestDialog } from './ExtendRequestDialog';
import type { AboutRequest, RequestDialogKind } from './request-actions';

interface RequestDialogProps extends AboutRequest {
  readonly kind: RequestDialogKind;
}

export function RequestDialog({ kind, ...about }: RequestDialogProps) {
  const Dialog = dialogs[kind];
  return <Dialog {...about} />;
}

function RequestQr({ request: shown, onClose }: AboutRequest) {
  const { id: requestId, title, expiresAtMs } = shown;
  const code = useCallback(() => request('file-requests:qr', { requestId }), [requestId]);
  const save = () => request('file-requests:save-qr', { requestId });
  return <QrDialog code={code} onSave={save} name={title} expiresAtMs={expiresAtMs} onClose={onClose} />;
}

const dialogs: Readonly<Record<RequestDialogKind, ComponentType<AboutRequest>>> = {
  qr: RequestQr,
  extend: ExtendRequestDialog,
  edit: EditRequestDialog,
  delete: DeleteRequestDialog,
};
