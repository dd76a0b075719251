// Shows a link as a QR code. The picture comes from main: the window never holds the link.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useRequest } from '../state/use-request';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureAlert, FailureText } from '../ui/FailureText';
import { Modal } from '../ui/Modal';
import { Skeleton } from '../ui/Skeleton';
import styles from './share-dialogs.module.css';
import type { FailureView } from '../../../preload/views/failure-view';

/** The dialog "QR code". */
export function QrDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
  const w = words.shares.qr;
  const nowMs = useNowUntil(share.expiresAtMs);
  const [outcome] = useRequest('shares:qr', { shareId: share.id });
  const [unsaved, setUnsaved] = useState<FailureView>();
  // Said here: news of the window are out of reach while a dialog is open.
  const save = async () => {
    const saved = await request('shares:save-qr', { shareId: share.id });
    setUnsaved(saved.ok ? undefined : saved.failure);
  };
  return (
    <Modal
      title={w.title}
      name={share.name}
      onClose={onClose}
      buttons={
        outcome?.ok === false ? undefined : (
          <Button aria-disabled={outcome === undefined} onClick={() => outcome !== undefined && void save()}>
            {w.save}
          </Button>
        )
      }
    >
      <div
        className={styles['code']}
        aria-busy={outcome === undefined}
        data-failed={outcome?.ok === false ? '' : undefined}
      >
        {outcome === undefined ? <Skeleton shape="fill" /> : null}
        {outcome?.ok === true ? <img src={outcome.value.picture} alt={w.alt} className={styles['picture']} /> : null}
        {outcome?.ok === false ? (
          <div role="alert">
            <FailureText failure={outcome.failure} />
          </div>
        ) : null}
      </div>
      <FailureAlert failure={unsaved} />
      <p className={styles['hint']}>{w.text({ clock: formats.clock(share.expiresAtMs, nowMs) })}</p>
    </Modal>
  );
}
