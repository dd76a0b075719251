// What can be done with a file request beside its two buttons.
import { CalendarClock, FolderOpen, Info, Pencil, QrCode, RefreshCw, Trash2 } from 'lucide-react';
import type { FileRequestView } from '../../../preload/views/file-request-views';
import { request } from '../state/bridge';
import type { Act } from '../state/run-action';
import { words } from '../state/words';
import type { MenuEntry } from '../ui/RowMenu';

export type RequestDialogKind = 'qr' | 'extend' | 'edit' | 'delete';

/** What a dialog about a file request is given. */
export interface AboutRequest {
  readonly request: FileRequestView;
  readonly onClose: () => void;
}

interface RequestActs {
  readonly act: Act;
  readonly openDialog: (kind: RequestDialogKind) => void;
  /** Absent where they are shown already. */
  readonly onDetails?: () => void;
}

export function requestEntries(
  { id: requestId, state, folder }: FileRequestView,
  { act, openDialog, onDetails }: RequestActs,
): readonly (readonly MenuEntry[])[] {
  const w = words.requests.actions;
  const isLive = state === 'open' || state === 'full';
  const look = () => void act(request('file-requests:look', { requestId }));
  const show = () => void act(request('file-requests:show-folder', { requestId }));
  return [
    [
      ...(onDetails === undefined ? [] : [{ label: w.details, icon: Info, run: onDetails }]),
      ...(isLive ? [{ label: w.qr, icon: QrCode, run: () => openDialog('qr') }] : []),
      ...(state === 'closed' ? [] : [{ label: w.extend, icon: CalendarClock, run: () => openDialog('extend') }]),
      ...(isLive ? [{ label: w.edit, icon: Pencil, run: () => openDialog('edit') }] : []),
    ],
    [
      { label: w.look, icon: RefreshCw, run: look },
      ...(folder === undefined ? [] : [{ label: w.showFolder, icon: FolderOpen, run: show }]),
    ],
    [{ label: w.delete, icon: Trash2, run: () => openDialog('delete') }],
  ];
}
