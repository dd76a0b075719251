// The menu beside "Choose files": other ways to share.
import { Menu } from '@base-ui/react/menu';
import { Camera, ChevronDown, ClipboardPaste, FolderUp, Inbox, type LucideIcon } from 'lucide-react';
import { shownKey } from '../keyboard/keys';
import { isMac } from '../keyboard/window-keys';
import { words } from '../state/words';
import { IconButton } from '../ui/Button';
import menu from '../ui/menu.module.css';
import { MenuPopup } from '../ui/RowMenu';
import styles from './drop-zone.module.css';

export interface Ways {
  readonly onChoose: (choice: 'files' | 'folder') => void;
  /** Opens the form for a file request. */
  readonly onRequest: () => void;
  readonly onClipboard: () => void;
  readonly onScreenshot: () => void;
}

export function MoreWays({ onChoose, onClipboard, onScreenshot, onRequest }: Ways) {
  const item = (label: string, Icon: LucideIcon, run: () => void, keys?: string) => (
    <Menu.Item className={menu['item']} onClick={run} {...(keys !== undefined && { 'aria-keyshortcuts': keys })}>
      <Icon aria-hidden className={menu['icon']} />
      {label}
      {keys === undefined ? null : (
        <span aria-hidden className={menu['arrow']}>
          {shownKey(keys, isMac())}
        </span>
      )}
    </Menu.Item>
  );
  return (
    <Menu.Root>
      <Menu.Trigger
        render={<IconButton label={words.drop.more} icon={ChevronDown} look="primary" className={styles['more']} />}
      />
      <MenuPopup>
        {/* The dialog of macOS takes both. */}
        {isMac() ? null : item(words.drop.chooseFolder, FolderUp, () => onChoose('folder'))}
        {item(words.drop.clipboard, ClipboardPaste, onClipboard, 'Mod+V')}
        {item(words.shelf.screenshot, Camera, onScreenshot)}
        {item(words.requests.request, Inbox, onRequest)}
      </MenuPopup>
    </Menu.Root>
  );
}
