// A dialog over the window, with the same edges, title and way out for every use.
import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode, type RefObject, type SubmitEvent } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { FailureView } from '../../../preload/views/failure-view';
import { useDialogRequest } from '../state/use-dialog-request';
import { FailureAlert } from './FailureText';
import { ScrollerContext } from './scroller';
import { shownName } from './display-name';
import { useOverflow } from './use-overflow';
import { words } from '../state/words';
import { Button, IconButton } from './Button';
import styles from './modal.module.css';

interface ModalProps {
  readonly title: string;
  /** The share or connection it is about, where the title does not name it. */
  readonly name?: string;
  readonly onClose: () => void;
  /** As wide as the window allows. */
  readonly isWide?: boolean;
  /** What has the focus first; default: the cross. */
  readonly firstFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
  /** At the end, beside each other. */
  readonly buttons?: ReactNode;
}

/** Enter in a field presses the button of type `submit`, which does the rest. A form around the dialog's parent is not submitted. */
const stay = (event: SubmitEvent) => {
  event.preventDefault();
  event.stopPropagation();
};

/** Named by its title; Escape, the cross and a press beside it close it, and the focus goes back to where it was. */
export function Modal({ title, name, isWide = false, onClose, firstFocus, children, buttons }: ModalProps) {
  const popup = useRef<HTMLDivElement>(null);
  const overflow = useOverflow();
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles['backdrop']} />
        <Dialog.Viewport className={styles['viewport']}>
          <Dialog.Popup
            ref={popup}
            className={styles['popup']}
            data-wide={isWide}
            {...(firstFocus !== undefined && { initialFocus: firstFocus })}
          >
            <div className={styles['head']}>
              <div className={styles['titles']}>
                <Dialog.Title className={styles['title']}>{title}</Dialog.Title>
                {name === undefined ? null : <bdi className={styles['name']}>{shownName(name)}</bdi>}
              </div>
              <Dialog.Close render={<IconButton label={words.common.close} icon={X} />} />
            </div>
            <form className={styles['form']} onSubmit={stay} noValidate>
              {/* What rises from a field must rise inside the dialog: the rest of the page is out of reach. */}
              <ScrollerContext value={popup}>
                <div className={styles['body']} {...overflow}>
                  {children}
                </div>
              </ScrollerContext>
              {buttons === undefined ? null : <div className={styles['buttons']}>{buttons}</div>}
            </form>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface CancelOrProps {
  readonly onCancel: () => void;
  readonly onPress: () => void;
  /** It is under way, or something is missing. */
  readonly isOff?: boolean;
  /** The text of the button that does it; without one there is no such button. */
  readonly children: ReactNode;
  /** The text of the button that does not, where the other one does harm. */
  readonly keep?: string | undefined;
  readonly keepRef?: RefObject<HTMLButtonElement | null>;
}

/** The buttons of a dialog that does one thing. Enter in a field does it, too, unless it does harm. */
export const CancelOr = ({ onCancel, onPress, isOff, children, keep, keepRef }: CancelOrProps) => (
  <>
    <Button ref={keepRef} onClick={onCancel}>
      {keep ?? words.common.cancel}
    </Button>
    {children === undefined ? null : (
      <Button
        {...(keep === undefined ? { look: 'primary', type: 'submit' } : { look: 'danger' })}
        aria-disabled={isOff}
        onClick={onPress}
      >
        {children}
      </Button>
    )}
  </>
);

interface AskDialogProps extends Omit<ModalProps, 'buttons'> {
  /** Of the button that asks, before and while it does; `keep`, of the other one, where asking does harm: that has the focus. */
  readonly texts: { readonly confirm: string; readonly busy: string; readonly keep?: string };
  readonly ask: () => Promise<Outcome<unknown>>;
  /** Something is missing. */
  readonly isOff?: boolean;
  /** What went wrong before it was asked. */
  readonly failure?: FailureView | undefined;
}

/** A dialog that asks one thing of main: it closes when that succeeds, and stays with the failure when it does not. */
export function AskDialog({ texts, ask, isOff = false, failure: before, children, ...modal }: AskDialogProps) {
  const { busy, failure, send } = useDialogRequest(modal.onClose);
  const { keep } = texts;
  const keepRef = useRef<HTMLButtonElement>(null);
  const press = () => isOff || void send(ask);
  return (
    <Modal
      {...modal}
      {...(keep !== undefined && { firstFocus: keepRef })}
      buttons={
        <CancelOr onCancel={modal.onClose} isOff={busy || isOff} onPress={press} keep={keep} keepRef={keepRef}>
          {busy ? texts.busy : texts.confirm}
        </CancelOr>
      }
    >
      {children}
      <FailureAlert failure={failure ?? before} />
    </Modal>
  );
}
