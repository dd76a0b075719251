// Everything else that can be done with a connection, one press away and out of the way.
import { Menu } from '@base-ui/react/menu';
import {
  ArrowDown,
  ArrowUp,
  Copy,
  Ellipsis,
  FileDown,
  FolderSync,
  Link2,
  TextCursorInput,
  type LucideIcon,
} from 'lucide-react';
import { useContext } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { ScrollerContext } from '../ui/scroller';
import { words } from '../state/words';
import { IconButton } from '../ui/Button';
import styles from '../ui/menu.module.css';

interface ConnectionMenuProps {
  readonly connection: ConnectionView;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Down for 1, up for -1. */
  readonly onMove: (step: 1 | -1) => void;
  readonly onRename: () => void;
  readonly onWatch: () => void;
  readonly onShortLinks: () => void;
}

/** The button "More" of a connection, and its menu. */
export function ConnectionMenu({
  connection,
  isFirst,
  isLast,
  onMove,
  onRename,
  onWatch,
  onShortLinks,
}: ConnectionMenuProps) {
  const act = useAct();
  const scroller = useContext(ScrollerContext);
  const w = words.connections;
  const embedded = connection.kind === 'embedded';
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={w.more} icon={Ellipsis} />} />
      <Menu.Portal container={scroller}>
        <Menu.Positioner className={styles['positioner']} positionMethod="fixed" sideOffset={4} align="end">
          <Menu.Popup className={styles['popup']}>
            <Item icon={TextCursorInput} label={w.rename} onClick={onRename} />
            <Item icon={FolderSync} label={w.watch} onClick={onWatch} />
            <Item icon={Link2} label={words.shortLinks.menu} onClick={onShortLinks} />
            {embedded ? null : (
              <>
                <Item
                  icon={Copy}
                  label={w.duplicate}
                  onClick={() => void act(request('connections:duplicate', { connectionId: connection.id }))}
                />
                <Item
                  icon={FileDown}
                  label={w.exportOne}
                  onClick={() => void act(request('connections:export', { connectionIds: [connection.id] }))}
                />
              </>
            )}
            {isFirst && isLast ? null : <Menu.Separator className={styles['separator']} />}
            {isFirst ? null : <Item icon={ArrowUp} label={w.moveUp} onClick={() => onMove(-1)} />}
            {isLast ? null : <Item icon={ArrowDown} label={w.moveDown} onClick={() => onMove(1)} />}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick: () => void;
}

function Item({ icon: Icon, label, onClick }: ItemProps) {
  return (
    <Menu.Item className={styles['item']} onClick={onClick}>
      <Icon aria-hidden className={styles['icon']} />
      {label}
    </Menu.Item>
  );
}
