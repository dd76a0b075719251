// Confirms an action that cannot be undone, beside the button that starts it.
import { Popover } from '@base-ui/react/popover';
import { useContext, useRef, useState, type ReactElement } from 'react';
import { Button } from './Button';
import styles from './confirm.module.css';
import risen from './popup.module.css';
import { ScrollerContext } from './scroller';

interface ConfirmProps {
  /** The button that asks. */
  readonly trigger: ReactElement;
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly keep: string;
  readonly onConfirm: () => void;
}

/** Opens on the trigger; Escape, a click outside and the second button all mean no, and the focus starts on that one. */
export function Confirm({ trigger, title, text, confirm, keep, onConfirm }: ConfirmProps) {
  const [open, setOpen] = useState(false);
  const keepButton = useRef<HTMLButtonElement>(null);
  const scroller = useContext(ScrollerContext);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      {/* Inside the dialog that it rises from, which would cover it. */}
      <Popover.Portal container={scroller}>
        <Popover.Positioner
          className={risen['positioner']}
          positionMethod="fixed"
          side="bottom"
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup className={styles['popup']} initialFocus={keepButton}>
            <Popover.Title className={styles['title']}>{title}</Popover.Title>
            <Popover.Description className={styles['text']}>{text}</Popover.Description>
            <div className={styles['buttons']}>
              <Button ref={keepButton} onClick={() => setOpen(false)}>
                {keep}
              </Button>
              <Button
                look="danger"
                onClick={() => {
                  setOpen(false);
                  onConfirm();
                }}
              >
                {confirm}
              </Button>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
