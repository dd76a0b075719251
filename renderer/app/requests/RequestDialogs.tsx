// The dialogs about a file request; one is open at a time.
import type { ComponentType } from 'react';
import { CodeDialog } from '../codes/CodeDialog';
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

const RequestCode = ({ request: { id }, onClose }: AboutRequest) => (
  <CodeDialog of={{ kind: 'request', id }} onClose={onClose} />
);

const dialogs: Readonly<Record<RequestDialogKind, ComponentType<AboutRequest>>> = {
  qr: RequestCode,
  extend: ExtendRequestDialog,
  edit: EditRequestDialog,
  delete: DeleteRequestDialog,
};
