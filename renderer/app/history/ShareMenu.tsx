// The menu of further actions on a share.
import { Menu } from '@base-ui/react/menu';
import {
  CalendarClock,
  ChevronRight,
  CopyPlus,
  Ellipsis,
  ExternalLink,
  FolderOpen,
  Info,
  KeyRound,
  QrCode,
  Copy,
  RefreshCw,
  Signpost,
  Trash2,
  Unlink2,
  type LucideIcon,
} from 'lucide-react';
import { Fragment, useContext, type ReactNode } from 'react';
import type { CopyWish } from '../../../preload/contract';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { removeShare } from './optimistic-removal';
import { ScrollerContext } from '../ui/scroller';
import { actionsFor, type ShareAction } from './share-actions';
import { ShareDialogContext, shareMenu, type MenuSubject } from './share-dialogs';
import { keyedAct } from '../keyboard/keys';
import { words } from '../state/words';
import { IconButton } from '../ui/Button';
import styles from '../ui/menu.module.css';

const icons: Record<ShareAction, LucideIcon> = {
  copy: Copy,
  open: ExternalLink,
  'copy-as': CopyPlus,
  qr: QrCode,
  extend: RefreshCw,
  keep: CalendarClock,
  password: KeyRound,
  point: Signpost,
  'close-door': Unlink2,
  reveal: FolderOpen,
  details: Info,
  remove: Trash2,
};

const forms = ['link', 'text', 'markdown', 'html', 'template'] as const satisfies readonly CopyWish['form'][];

/** The button "More" of a row. */
export function ShareMenuButton({ share, live }: MenuSubject) {
  return (
    <Menu.Trigger
      handle={shareMenu}
      payload={{ share, live }}
      render={<IconButton label={words.shares.more} icon={Ellipsis} {...keyedAct('more')} />}
    />
  );
}

/** The menu of all rows; in the page once. */
export function ShareMenu() {
  return (
    <Menu.Root handle={shareMenu}>
      {({ payload }) => <Popup>{payload === undefined ? null : <Entries {...payload} />}</Popup>}
    </Menu.Root>
  );
}

function Entries({ share, live }: MenuSubject) {
  const act = useAct();
  const openDialog = useContext(ShareDialogContext);
  const run: Record<Exclude<ShareAction, 'copy-as'>, () => void> = {
    copy: () => void act(request('shares:copy-link', { shareId: share.id })),
    open: () => void act(request('shares:open', { shareId: share.id })),
    qr: () => openDialog('qr', share),
    extend: () => openDialog('extend', share),
    keep: () => openDialog('keep', share),
    password: () => openDialog('password', share),
    point: () => openDialog('point', share),
    'close-door': () => openDialog('close-door', share),
    reveal: () => void act(request('shares:reveal', { shareId: share.id })),
    details: () => openDialog('details', share),
    remove: () => void act(removeShare(share.id)),
  };
  return (
    <>
      {actionsFor(share, live).map((group, at) => (
        <Fragment key={group.join()}>
          {at === 0 ? null : <Menu.Separator className={styles['separator']} />}
          {group.map((action) =>
            action === 'copy-as' ? (
              <CopyAs key={action} shareId={share.id} />
            ) : (
              <Menu.Item key={action} className={styles['item']} onClick={run[action]}>
                <Entry action={action} />
              </Menu.Item>
            ),
          )}
        </Fragment>
      ))}
    </>
  );
}

function CopyAs({ shareId }: { readonly shareId: string }) {
  const act = useAct();
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={styles['item']}>
        <Entry action="copy-as" />
        <ChevronRight aria-hidden className={styles['arrow']} />
      </Menu.SubmenuTrigger>
      <Popup>
        {forms.map((form) => (
          <Menu.Item
            key={form}
            className={styles['item']}
            onClick={() => void act(request('shares:copy-link', { shareId, form }))}
          >
            {words.links.forms[form]}
          </Menu.Item>
        ))}
      </Popup>
    </Menu.SubmenuRoot>
  );
}

function Entry({ action }: { readonly action: ShareAction }) {
  const Icon = icons[action];
  return (
    <>
      <Icon aria-hidden className={styles['icon']} />
      {words.shares.actions[action]}
    </>
  );
}

/** Inside the main landmark, where a reader that goes from landmark to landmark finds it. */
function Popup({ children }: { readonly children: ReactNode }) {
  const scroller = useContext(ScrollerContext);
  return (
    <Menu.Portal container={scroller}>
      <Menu.Positioner className={styles['positioner']} positionMethod="fixed" sideOffset={4} align="end">
        <Menu.Popup className={styles['popup']}>{children}</Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}
