// A panel that rises from a control. Escape and a press beside it close it, and the focus goes back.
import { Popover } from '@base-ui/react/popover';
import { useContext, type ReactElement, type ReactNode, type RefObject } from 'react';
import risen from '../ui/popup.module.css';
import { ScrollerContext } from '../ui/scroller';
import styles from './floating-panel.module.css';

interface FloatingPanelProps {
  /** Its name. */
  readonly label: string;
  /** The button that opens it. */
  readonly trigger?: ReactElement;
  /** What it stands at, where no button of its own opens it. */
  readonly anchor?: RefObject<HTMLElement | null>;
  /** What has the focus first; default: the first control in it. */
  readonly firstFocus?: RefObject<HTMLElement | null>;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

export function FloatingPanel({ label, trigger, anchor, firstFocus, isOpen, onOpen, children }: FloatingPanelProps) {
  const scroller = useContext(ScrollerContext);
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpen}>
      {trigger === undefined ? null : <Popover.Trigger render={trigger} />}
      {/* Inside the main landmark, where a reader that goes from landmark to landmark finds it. */}
      <Popover.Portal container={scroller}>
        <Popover.Positioner
          className={risen['positioner']}
          positionMethod="fixed"
          sideOffset={6}
          collisionPadding={8}
          align={trigger === undefined ? 'start' : 'end'}
          anchor={anchor}
        >
          <Popover.Popup
            className={styles['panel']}
            aria-label={label}
            {...(anchor !== undefined && { finalFocus: anchor })}
            {...(firstFocus !== undefined && { initialFocus: firstFocus })}
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
