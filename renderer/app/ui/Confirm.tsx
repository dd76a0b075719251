// Confirms an action that cannot be undone, beside the button that starts it.
import { Popover } from '@base-ui/react/popover';
import { useRef, useState, type ReactElement } from 'react';
import { FloatingPanel } from '../sharing/FloatingPanel';
import { Button } from './Button';
import styles from './confirm.module.css';

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
  const agree = () => {
    setOpen(false);
    onConfirm();
  };
  return (
    <FloatingPanel label={title} trigger={trigger} firstFocus={keepButton} isOpen={open} onOpen={setOpen}>
      <div>
        <Popover.Title className={styles['title']}>{title}</Popover.Title>
        <Popover.Description className={styles['text']}>{text}</Popover.Description>
      </div>
      <div className={styles['buttons']}>
        <Button ref={keepButton} onClick={() => setOpen(false)}>
          {keep}
        </Button>
        <Button look="danger" onClick={agree}>
          {confirm}
        </Button>
      </div>
    </FloatingPanel>
  );
}
