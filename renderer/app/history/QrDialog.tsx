// Shows a link as a QR code. The picture comes from main: the window never holds the link.
import { useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { useAnswer } from '../state/use-request';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureAlert, FailureText } from '../ui/FailureText';
import { Modal } from '../ui/Modal';
import { Skeleton } from '../ui/Skeleton';
import styles from './share-dialogs.module.css';
import type { FailureView } from '../../../preload/views/failure-view';

interface QrDialogProps {
  /** Asks for the picture; the same function as long as the dialog is about the same link. */
  readonly code: () => Promise<Outcome<{ readonly picture: string }>>;
  readonly onSave: () => Promise<Outcome<void>>;
  readonly name: string;
  readonly expiresAtMs: number;
  readonly onClose: () => void;
}

/** The dialog "QR code". */
export function QrDialog({ code, onSave, name, expiresAtMs, onClose }: QrDialogProps) {
  const w = words.shares.qr;
  const nowMs = useNowUntil(expiresAtMs);
  const [outcome] = useAnswer(code);
  const [unsaved, setUnsaved] = useState<FailureView>();
  // Said here: news of the window are out of reach while a dialog is open.
  const save = async () => {
    const saved = await onSave();
    setUnsaved(saved.ok ? undefined : saved.failure);
  };
  return (
    <Modal
      title={w.title}
      name={name}
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
      <p className={styles['hint']}>{w.text({ clock: formats.clock(expiresAtMs, nowMs) })}</p>
    </Modal>
  );
}
