// The bar at the bottom of the window in which a notice stands.
import { X, type LucideIcon } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { words } from '../state/words';
import { IconButton } from '../ui/Button';
import styles from './notice-area.module.css';

export interface BarPlace {
  /** False: another notice is seen instead. Its words stay in the page, so that they are not read once more when it comes back. */
  readonly isFront: boolean;
  /** How many wait behind it. */
  readonly others: number;
  /** Told when the focus comes into it, and when it leaves or something in it is pressed. */
  readonly onFocused: (focused: boolean) => void;
}

interface NoticeBarProps extends BarPlace {
  readonly tone: 'good' | 'failure';
  readonly icon: LucideIcon;
  readonly action: ReactNode;
  readonly children: ReactNode;
  readonly onDismiss: () => void;
  /** Told whether the pointer or the focus is in it. */
  readonly onHeld?: (held: boolean) => void;
}

export function NoticeBar({
  tone,
  icon: Icon,
  isFront,
  others,
  onFocused,
  action,
  children,
  onDismiss,
  onHeld,
}: NoticeBarProps) {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const held = isFront && (hovered || focused);
  useEffect(() => onHeld?.(held), [held, onHeld]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- it only watches what its buttons get
    <div
      role={tone === 'failure' ? 'alert' : undefined}
      className={isFront ? styles['bar'] : 'visually-hidden'}
      data-tone={tone}
      // Not its coming: a bar that appears below a pointer at rest would stay, and keep the others behind it.
      onPointerMove={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => {
        setFocused(true);
        onFocused(true);
      }}
      onBlur={() => {
        setFocused(false);
        onFocused(false);
      }}
      onClick={() => onFocused(false)}
    >
      <Icon aria-hidden className={styles['icon']} />
      <div className={styles['words']}>{children}</div>
      {isFront ? (
        <>
          {others === 0 ? null : <span className={styles['others']}>{words.common.more({ count: others })}</span>}
          {action}
          <IconButton label={words.common.dismiss} icon={X} onClick={onDismiss} className={styles['close']} />
        </>
      ) : null}
    </div>
  );
}
