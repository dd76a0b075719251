// The button "More" of a row, and its menu.
import { Menu } from '@base-ui/react/menu';
import { ChevronRight, Ellipsis, type LucideIcon } from 'lucide-react';
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
  readonly icon?: LucideIcon;
  /** A list opens as a submenu. */
  readonly run: (() => void) | readonly MenuEntry[];
  readonly isGrave?: boolean;
}

interface Groups {
  /** A line stands between two groups; an empty one is left out. */
  readonly groups: readonly (readonly MenuEntry[])[];
}

/** Drawn once its row is pointed at, and at once on a screen that is touched. */
export const MoreButton = ({ label, ...rest }: { readonly label: string }) => (
  <IconButton label={label} icon={Ellipsis} {...rest} className={rowStyles['later']} {...keyedAct('more')} />
);

export const RowMenu = ({ label, groups }: Groups & { readonly label: string }) => (
  <Menu.Root>
    <Menu.Trigger render={<MoreButton label={label} />} />
    <MenuPopup>
      <MenuGroups groups={groups} />
    </MenuPopup>
  </Menu.Root>
);

export const MenuGroups = ({ groups }: Groups) =>
  groups
    .filter((group) => group.length > 0)
    .map((group, at) => (
      <Fragment key={group[0]?.label}>
        {at === 0 ? null : <Menu.Separator className={styles['separator']} />}
        {group.map((entry) => (
          <Entry key={entry.label} {...entry} />
        ))}
      </Fragment>
    ));

function Entry({ label, icon: Icon, run, isGrave }: MenuEntry) {
  const face = (
    <>
      {Icon === undefined ? null : <Icon aria-hidden className={styles['icon']} />}
      {label}
    </>
  );
  if (typeof run === 'function')
    return (
      <Menu.Item className={styles['item']} data-grave={isGrave} onClick={run}>
        {face}
      </Menu.Item>
    );
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={styles['item']}>
        {face}
        <ChevronRight aria-hidden className={styles['arrow']} />
      </Menu.SubmenuTrigger>
      <MenuPopup>
        <MenuGroups groups={[run]} />
      </MenuPopup>
    </Menu.SubmenuRoot>
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
