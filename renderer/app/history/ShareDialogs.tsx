// The dialogs about a share; one is open at a time.
import { useCallback, useState, type ReactNode } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { assertNever } from '../state/assert-never';
import { words } from '../state/words';
import { shownAddress } from './share-facts';
import { ShareDialogContext, type ShareDialogKind } from './share-dialogs';
import { DoorDialog } from './DoorDialog';
import { EndDialog } from './EndDialog';
import { PasswordDialog } from './PasswordDialog';
import { QrDialog } from './QrDialog';
import { RevokeDialog } from './RevokeDialog';
import { ShareMenu } from './ShareMenu';

interface Asked {
  readonly kind: ShareDialogKind;
  readonly share: ShareView;
}

interface ShareDialogsProps {
  /** Those in the list. */
  readonly shares: readonly ShareView[];
  /** Default lifetime of a new link, seconds. */
  readonly expirySeconds: number;
  readonly children: ReactNode;
}

export function ShareDialogs({ shares, expirySeconds, children }: ShareDialogsProps) {
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const open = useCallback((kind: ShareDialogKind, share: ShareView) => setAsked({ kind, share }), []);
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
    case 'end':
      return <EndDialog share={share} expirySeconds={expirySeconds} onClose={onClose} />;
    case 'door':
      return <DoorDialog share={share} shares={shares} onClose={onClose} />;
    case 'password':
      return <PasswordDialog share={share} onClose={onClose} />;
    case 'revoke':
      return <RevokeShare share={share} onClose={onClose} />;
    case 'qr':
      return <ShareQr share={share} onClose={onClose} />;
    default:
      return assertNever(kind);
  }
}

type OneShareProps = Pick<OneDialogProps, 'onClose'> & Pick<Asked, 'share'>;

function RevokeShare({ share, onClose }: OneShareProps) {
  const w = words.shares;
  const hasDoor = share.doorAddress !== undefined;
  return (
    <RevokeDialog
      title={w.revokeTitle}
      name={share.name}
      text={hasDoor ? w.revokeDoorText({ address: shownAddress(share) }) : w.revokeText}
      confirm={w.revokeConfirm}
      onConfirm={() => request('shares:revoke', { shareId: share.id })}
      onClose={onClose}
    />
  );
}

function ShareQr({ share: { id: shareId, name, expiresAtMs }, onClose }: OneShareProps) {
  const code = useCallback(() => request('shares:qr', { shareId }), [shareId]);
  const save = () => request('shares:save-qr', { shareId });
  return <QrDialog code={code} onSave={save} name={name} expiresAtMs={expiresAtMs} onClose={onClose} />;
}
