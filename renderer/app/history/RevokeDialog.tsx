// Takes something back for good, after a question: a share, or its short link.
import { useRef } from 'react';
import type { Outcome } from '../../../preload/contract';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { CancelOr, Modal } from '../ui/Modal';

interface RevokeDialogProps {
  readonly title: string;
  readonly name: string;
  readonly text: string;
  /** What is asked; without it nothing is left to ask, and the dialog can only be closed. */
  readonly question?: { readonly confirm: string; readonly onConfirm: () => Promise<Outcome<unknown>> };
  readonly onClose: () => void;
}

/** A dialog of that title. Escape, the cross and the first button, which has the focus, all mean no. */
export function RevokeDialog({ title, name, text, question, onClose }: RevokeDialogProps) {
  const keep = useRef<HTMLButtonElement>(null);
  const act = useAct();
  // It may take a while: the row shows it, and a failure is a notice.
  const revoke = () => {
    if (question !== undefined) void act(question.onConfirm());
    onClose();
  };
  return (
    <Modal
      title={title}
      name={name}
      onClose={onClose}
      firstFocus={keep}
      buttons={
        <CancelOr
          onCancel={onClose}
          onPress={revoke}
          keep={question === undefined ? words.common.close : words.shares.keep}
          keepRef={keep}
        >
          {question?.confirm}
        </CancelOr>
      }
    >
      <p>{text}</p>
    </Modal>
  );
}
