// The menu of further actions on a share.
import { Menu } from '@base-ui/react/menu';
import {
  CalendarClock,
  ChevronRight,
  CopyPlus,
  KeyRound,
  Link2,
  QrCode,
  Copy,
  Trash2,
  Unlink,
  type LucideIcon,
} from 'lucide-react';
import { Fragment, useContext } from 'react';
import type { CopyWish } from '../../../preload/contract';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { ShowCodeContext } from '../codes/show-code';
import { removeShare } from './optimistic-removal';
import { actionsFor, type ShareAction } from './share-actions';
import { ShareDialogContext, shareMenu, type MenuSubject } from './share-dialogs';
import { words } from '../state/words';
import styles from '../ui/menu.module.css';
import { MenuPopup, MoreButton } from '../ui/RowMenu';

const icons: Record<ShareAction, LucideIcon> = {
  copy: Copy,
  'copy-as': CopyPlus,
  qr: QrCode,
  end: CalendarClock,
  door: Link2,
  password: KeyRound,
  revoke: Unlink,
  remove: Trash2,
};

const forms = ['link', 'text', 'markdown', 'html', 'template'] as const satisfies readonly CopyWish['form'][];

/** The button "More" of a row. */
export const ShareMenuButton = ({ share, live }: MenuSubject) => (
  <Menu.Trigger handle={shareMenu} payload={{ share, live }} render={<MoreButton label={words.shares.more} />} />
);

/** The menu of all rows; in the page once. */
export function ShareMenu() {
  return (
    <Menu.Root handle={shareMenu}>
      {({ payload }) => <MenuPopup>{payload === undefined ? null : <Entries {...payload} />}</MenuPopup>}
    </Menu.Root>
  );
}

function Entries({ share, live }: MenuSubject) {
  const act = useAct();
  const openDialog = useContext(ShareDialogContext);
  const showCode = useContext(ShowCodeContext);
  const run = (action: Exclude<ShareAction, 'copy-as'>) => {
    if (action === 'copy') void act(request('shares:copy-link', { shareId: share.id }));
    else if (action === 'remove') void act(removeShare(share.id));
    else if (action === 'qr') showCode({ kind: 'share', id: share.id });
    else openDialog(action, share);
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
              <Menu.Item key={action} className={styles['item']} data-action={action} onClick={() => run(action)}>
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
      <MenuPopup>
        {forms.map((form) => (
          <Menu.Item
            key={form}
            className={styles['item']}
            onClick={() => void act(request('shares:copy-link', { shareId, form }))}
          >
            {words.links.forms[form]}
          </Menu.Item>
        ))}
      </MenuPopup>
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
