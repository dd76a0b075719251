// Extends a share: a new link with a later end; the dialog says that the old link keeps its own end.
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { ExtendDialog } from './ExtendDialog';
import { shownAddress } from './share-facts';

interface ExtendShareDialogProps {
  readonly share: ShareView;
  readonly expirySeconds: number;
  readonly onClose: () => void;
}

/** The dialog "New link". */
export function ExtendShareDialog({ share, expirySeconds, onClose }: ExtendShareDialogProps) {
  const w = words.shares.extend;
  const nowMs = useNowUntil(share.expiresAtMs);
  const clock = formats.clock(share.expiresAtMs, nowMs);
  const ofBefore = share.expiresAtMs > nowMs ? w.oldLives : w.oldEnded;
  return (
    <ExtendDialog
      texts={w}
      name={share.name}
      seconds={expirySeconds}
      maxSeconds={share.longestExpirySeconds}
      untilThen={w.stays}
      note={share.doorAddress === undefined ? ofBefore({ clock }) : w.doorStays({ address: shownAddress(share) })}
      onExtend={(seconds) => request('shares:extend', { shareId: share.id, expirySeconds: seconds })}
      onClose={onClose}
    />
  );
}
