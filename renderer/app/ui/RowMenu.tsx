// The button "More" of a row, and its menu.
import { Menu } from '@base-ui/react/menu';
import { Ellipsis, type LucideIcon } from 'lucide-react';
import { Fragment, useContext } from 'react';
import { keyedAct } from '../keyboard/keys';
import { IconButton } from './Button';
import styles from './menu.module.css';
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

export function RowMenu({ label, groups }: RowMenuProps) {
  const scroller = useContext(ScrollerContext);
  const shown = groups.filter((group) => group.length > 0);
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={label} icon={Ellipsis} {...keyedAct('more')} />} />
      {/* Inside the main landmark, where a reader that goes from landmark to landmark finds it. */}
      <Menu.Portal container={scroller}>
        <Menu.Positioner className={styles['positioner']} positionMethod="fixed" sideOffset={4} align="end">
          <Menu.Popup className={styles['popup']}>
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
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
