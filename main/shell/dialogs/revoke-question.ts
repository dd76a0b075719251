// Why this exists: a click in the tray's menu is quickly made by accident, and taking a link back cannot be undone.
import { dialog } from 'electron';
import { words } from '../../../resources/words/messages';
import { menuName } from '../tray/tray-menu';

const revokeButton = 0;
const keepButton = 1;

/** True when the user wants the link of this file taken back. */
export async function mayRevoke(name: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Mayfly',
    message: words.dialogs.revoke({ name: menuName(name) }),
    detail: words.window.shares.revokeText,
    buttons: [words.window.shares.revokeConfirm, words.window.shares.keep],
    defaultId: keepButton,
    cancelId: keepButton,
    noLink: true,
  });
  return response === revokeButton;
}
