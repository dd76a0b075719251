// Gives a file request a later end, and with it another link.
import type { FileRequestView } from '../../../preload/views/file-request-views';
import { shownAddress } from '../history/share-facts';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { ExtendDialog } from '../history/ExtendDialog';

interface ExtendRequestDialogProps {
  readonly request: FileRequestView;
  readonly onClose: () => void;
}

const weekSeconds = 604_800;

/** The dialog "Change end". */
export function ExtendRequestDialog({ request: extended, onClose }: ExtendRequestDialogProps) {
  const w = words.requests.extend;
  const nowMs = useNowUntil(extended.expiresAtMs);
  return (
    <ExtendDialog
      texts={w}
      name={extended.title}
      seconds={weekSeconds}
      maxSeconds={extended.longestExpirySeconds}
      untilThen={words.requests.form.expiresStays}
      note={
        extended.doorAddress === undefined
          ? w.text({ clock: formats.clock(extended.expiresAtMs, nowMs) })
          : w.doorStays({ address: shownAddress(extended) })
      }
      onExtend={(seconds) => request('file-requests:extend', { requestId: extended.id, expirySeconds: seconds })}
      onClose={onClose}
    />
  );
}
