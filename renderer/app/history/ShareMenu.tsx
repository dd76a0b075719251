// The menu of further actions on a share.
import { Menu } from '@base-ui/react/menu';
import { CalendarClock, CopyPlus, KeyRound, Link2, QrCode, Copy, Trash2, Unlink, type LucideIcon } from 'lucide-react';
import { useContext } from 'react';
import type { CopyOptions } from '../../../preload/contract';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { ShowCodeContext } from '../codes/show-code';
import { removeShare } from './optimistic-removal';
import { actionsFor, type ShareAction } from './share-actions';
import { ShareDialogContext, shareMenu, type MenuSubject } from './share-dialogs';
import { words } from '../state/words';
import { MenuGroups, MenuPopup, MoreButton } from '../ui/RowMenu';

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

const forms = ['link', 'text', 'markdown', 'html', 'template'] as const satisfies readonly CopyOptions['form'][];

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
  const shareId = share.id;
  const copyAs = (form: (typeof forms)[number]) => ({
    label: words.links.forms[form],
    run: () => void act(request('shares:copy-link', { shareId, form })),
  });
  const runOf = (action: ShareAction) => {
    if (action === 'copy-as') return forms.map(copyAs);
    if (action === 'copy') return () => void act(request('shares:copy-link', { shareId }));
    if (action === 'qr') return () => showCode({ kind: 'share', id: shareId });
    return action === 'remove' ? () => void act(removeShare(shareId)) : () => openDialog(action, share);
  };
  const entry = (action: ShareAction) => ({
    label: words.shares.actions[action],
    icon: icons[action],
    run: runOf(action),
    isGrave: action === 'revoke',
  });
  return <MenuGroups groups={actionsFor(share, live).map((group) => group.map(entry))} />;
}
