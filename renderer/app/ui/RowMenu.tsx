// The button "More" of a row, and its menu.
import { Menu } from '@base-ui/react/menu';
import { Ellipsis, type LucideIcon } from 'lucide-react';
import { Fragment, useContext, useState, type ReactNode } from 'react';
import { keyedAct } from '../keyboard/keys';
import { takeMenuPoint } from '../keyboard/row-gestures';
import { IconButton } from './Button';
import styles from './menu.module.css';
import risen from './popup.module.css';
import rowStyles from './row.module.css';
import { ScrollerContext } from './scroller';

export interface MenuEntry {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

interface RowMenuProps {
  readonly label: string;
  /** A line stands between two groups; an empty one is left out. */
  readonly groups: readonly (readonly MenuEntry[])[];
}

/** Drawn once its row is pointed at, and at once on a screen that is touched. */
export const MoreButton = ({ label, ...rest }: { readonly label: string }) => (
  <IconButton label={label} icon={Ellipsis} {...rest} className={rowStyles['later']} {...keyedAct('more')} />
);

export function RowMenu({ label, groups }: RowMenuProps) {
  const shown = groups.filter((group) => group.length > 0);
  return (
    <Menu.Root>
      <Menu.Trigger render={<MoreButton label={label} />} />
      <MenuPopup>
        {shown.map((group, at) => (
          <Fragment key={group[0]?.label}>
            {at === 0 ? null : <Menu.Separator className={styles['separator']} />}
            {group.map(({ label: entry, icon: Icon, run }) => (
              <Menu.Item key={entry} className={styles['item']} onClick={run}>
                <Icon aria-hidden className={styles['icon']} />
                {entry}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </MenuPopup>
    </Menu.Root>
  );
}

/** Inside the main landmark, where a reader that goes from landmark to landmark finds it. */
export function MenuPopup({ children }: { readonly children: ReactNode }) {
  const scroller = useContext(ScrollerContext);
  return (
    <Menu.Portal container={scroller}>
      <Placed>{children}</Placed>
    </Menu.Portal>
  );
}

/** Below its button, or where the row was pressed. */
function Placed({ children }: { readonly children: ReactNode }) {
  const [point] = useState(takeMenuPoint);
  return (
    <Menu.Positioner
      className={risen['positioner']}
      positionMethod="fixed"
      sideOffset={4}
      {...(point === undefined ? { align: 'end' as const } : { align: 'start' as const, anchor: point })}
    >
      <Menu.Popup className={styles['popup']}>{children}</Menu.Popup>
    </Menu.Positioner>
  );
}
