// A menu and a dialog about a share belong to the list: its row may be scrolled out of the page while they are open.
import { Menu } from '@base-ui/react/menu';
import { createContext } from 'react';
import type { ShareView } from '../../../preload/views/views';

export interface MenuSubject {
  readonly share: ShareView;
  /** By this computer's clock, which may be ahead of main's last view. */
  readonly live: boolean;
}

/** One menu serves all rows: a menu each would make every row ten times as heavy. */
export const shareMenu = Menu.createHandle<MenuSubject>();

export type ShareDialogKind = 'end' | 'door' | 'password' | 'revoke';

/** Opens a dialog about a share. */
export const ShareDialogContext = createContext<(kind: ShareDialogKind, share: ShareView) => void>(() => {});
