// A link is carried from this screen to a phone as a picture; the window itself never learns what it says.
import { useEffect, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Modal } from '../ui/Modal';
import { Skeleton } from '../ui/Skeleton';
import styles from './share-dialogs.module.css';
import type { FailureView } from '../../../preload/views/failure-view';

/** The dialog "QR code". */
export function QrDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
  const w = words.shares.qr;
  const nowMs = useNowUntil(share.expiresAtMs);
  const [outcome, setOutcome] = useState<Outcome<{ readonly picture: string }>>();
  const [unsaved, setUnsaved] = useState<FailureView>();
  // Said here: news of the window are out of reach while a dialog is open.
  const save = async () => {
    const saved = await request('shares:save-qr', { shareId: share.id });
    setUnsaved(saved.ok ? undefined : saved.failure);
  };
  useEffect(() => {
    let closed = false;
    void request('shares:qr', { shareId: share.id }).then((answer) => {
      if (!closed) setOutcome(answer);
    });
    return () => {
      closed = true;
    };
  }, [share.id]);
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
      {unsaved === undefined ? null : (
        <div role="alert" className={styles['failure']}>
          <FailureText failure={unsaved} />
        </div>
      )}
      <p className={styles['hint']}>{w.text({ clock: formats.clock(share.expiresAtMs, nowMs) })}</p>
    </Modal>
  );
}
