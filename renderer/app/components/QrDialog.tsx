// Why this exists: a link is carried from this screen to a phone as a picture; the window itself never learns what it says.
import { useEffect, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { ShareView } from '../../../preload/views';
import { useAct } from '../actions';
import { bridge } from '../bridge';
import { formats } from '../format';
import { useNowUntil } from '../use-now';
import { words } from '../words';
import { Button } from './Button';
import { FailureText } from './FailureText';
import { Modal } from './Modal';
import styles from './share-dialogs.module.css';

/** The dialog "QR code". */
export function QrDialog({ share, onClose }: { readonly share: ShareView; readonly onClose: () => void }) {
  const w = words.shares.qr;
  const act = useAct();
  const nowMs = useNowUntil(share.expiresAtMs);
  const [outcome, setOutcome] = useState<Outcome<{ readonly picture: string }>>();
  useEffect(() => {
    let closed = false;
    void bridge.qrCode(share.id).then((answer) => {
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
        outcome?.ok === true ? (
          <Button onClick={() => void act(bridge.saveQrCode(share.id))}>{w.save}</Button>
        ) : undefined
      }
    >
      <div className={styles['code']} aria-busy={outcome === undefined}>
        {outcome?.ok === true ? <img src={outcome.value.picture} alt={w.alt} className={styles['picture']} /> : null}
        {outcome?.ok === false ? (
          <div role="alert">
            <FailureText failure={outcome.failure} />
          </div>
        ) : null}
      </div>
      <p className={styles['hint']}>{w.text(formats.clock(share.expiresAtMs, nowMs))}</p>
    </Modal>
  );
}
