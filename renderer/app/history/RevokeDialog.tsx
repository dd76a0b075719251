// Takes something back for good, after a question: a share, or its short link.
import { useRef, useState } from 'react';
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

/**
 * A dialog of that title. Escape, the cross and the first button, which has the focus, all mean no; after a yes they close it, and the link is taken
 * back all the same.
 */
export function RevokeDialog({ title, name, text, question, onClose }: RevokeDialogProps) {
  const keep = useRef<HTMLButtonElement>(null);
  const act = useAct();
  const [busy, setBusy] = useState(false);
  // The link of each file of a page is asked whether it still opens: of thousands that takes half a minute. A failure is a notice.
  const revoke = async () => {
    if (busy || question === undefined) return;
    setBusy(true);
    await act(question.onConfirm());
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
          onPress={() => void revoke()}
          isOff={busy}
          keep={busy || question === undefined ? words.common.close : words.shares.keep}
          keepRef={keep}
        >
          {busy && question !== undefined ? words.shares.revokeBusy : question?.confirm}
        </CancelOr>
      }
    >
      <p>{text}</p>
    </Modal>
  );
}
