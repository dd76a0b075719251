// The dialogs about a share; one is open at a time.
import { useCallback, useState, type ReactNode } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { assertNever } from '../state/assert-never';
import { ShareDialogContext, type ShareDialogKind } from './share-dialogs';
import { DetailsDialog } from './DetailsDialog';
import { ExtendShareDialog } from './ExtendShareDialog';
import { CloseDoorDialog, PointDialog } from './DoorDialogs';
import { KeepDialog } from './KeepDialog';
import { PasswordDialog } from './PasswordDialog';
import { QrDialog } from './QrDialog';
import { ShareMenu } from './ShareMenu';

interface Asked {
  readonly kind: ShareDialogKind;
  readonly share: ShareView;
}

interface ShareDialogsProps {
  /** Share whose details a visit from outside the window opens. */
  readonly details: ShareView | undefined;
  readonly onDetailsClosed: () => void;
  /** Those in the list. */
  readonly shares: readonly ShareView[];
  /** Default lifetime of a new link, seconds. */
  readonly expirySeconds: number;
  readonly children: ReactNode;
}

export function ShareDialogs({ details, onDetailsClosed, shares, expirySeconds, children }: ShareDialogsProps) {
  const [own, setOwn] = useState<Asked>();
  const asked = own ?? (details === undefined ? undefined : { kind: 'details' as const, share: details });
  const close = () => {
    setOwn(undefined);
    onDetailsClosed();
  };
  const open = useCallback((kind: ShareDialogKind, share: ShareView) => setOwn({ kind, share }), []);
  return (
    <ShareDialogContext value={open}>
      {children}
      <ShareMenu />
      {asked === undefined ? null : (
        <OneDialog asked={asked} shares={shares} expirySeconds={expirySeconds} onClose={close} />
      )}
    </ShareDialogContext>
  );
}

interface OneDialogProps {
  readonly asked: Asked;
  readonly shares: readonly ShareView[];
  readonly expirySeconds: number;
  readonly onClose: () => void;
}

function OneDialog({ asked: { kind, share }, shares, expirySeconds, onClose }: OneDialogProps) {
  switch (kind) {
    case 'extend':
      return <ExtendShareDialog share={share} expirySeconds={expirySeconds} onClose={onClose} />;
    case 'keep':
      return <KeepDialog share={share} onClose={onClose} />;
    case 'password':
      return <PasswordDialog share={share} onClose={onClose} />;
    case 'point':
      return <PointDialog share={share} shares={shares} onClose={onClose} />;
    case 'close-door':
      return <CloseDoorDialog share={share} onClose={onClose} />;
    case 'details':
      return <DetailsDialog share={share} onClose={onClose} />;
    case 'qr':
      return <ShareQr share={share} onClose={onClose} />;
    default:
      return assertNever(kind);
  }
}

function ShareQr({
  share: { id: shareId, name, expiresAtMs },
  onClose,
}: Pick<OneDialogProps, 'onClose'> & Pick<Asked, 'share'>) {
  const code = useCallback(() => request('shares:qr', { shareId }), [shareId]);
  const save = () => request('shares:save-qr', { shareId });
  return <QrDialog code={code} onSave={save} name={name} expiresAtMs={expiresAtMs} onClose={onClose} />;
}
