// Gives a share or a file request a later end, and with it another link.
import { useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import { useDialogRequest } from '../state/use-dialog-request';
import { FailureAlert } from '../ui/FailureText';
import { LifetimeField } from '../ui/LifetimeField';
import { CancelOr, Modal } from '../ui/Modal';
import styles from './extend-dialog.module.css';

interface ExtendDialogProps {
  readonly texts: Readonly<Record<'title' | 'label' | 'confirm' | 'busy', string>>;
  readonly name: string;
  /** The lifetime that is offered first, seconds. */
  readonly seconds: number;
  readonly maxSeconds: number | undefined;
  /** Shown beside an error: the value that applies while the input is invalid. */
  readonly untilThen: (values: { readonly lifetime: string }) => string;
  /** What becomes of the link of before. */
  readonly note: string;
  readonly onExtend: (seconds: number) => Promise<Outcome<unknown>>;
  readonly onClose: () => void;
}

export function ExtendDialog(props: ExtendDialogProps) {
  const { texts, name, maxSeconds, untilThen, note, onExtend, onClose } = props;
  const [seconds, setSeconds] = useState(props.seconds);
  const { busy, failure, send } = useDialogRequest(onClose);
  return (
    <Modal
      title={texts.title}
      name={name}
      onClose={onClose}
      buttons={
        <CancelOr onCancel={onClose} isOff={busy} onPress={() => void send(() => onExtend(seconds))}>
          {busy ? texts.busy : texts.confirm}
        </CancelOr>
      }
    >
      <LifetimeField
        label={texts.label}
        seconds={seconds}
        onSeconds={setSeconds}
        maxSeconds={maxSeconds}
        untilThen={untilThen}
      />
      <p className={styles['note']}>{note}</p>
      <FailureAlert failure={failure} />
    </Modal>
  );
}
