// Why this exists: a click in the tray's menu is quickly made by accident, and taking a link back cannot be undone.
import { dialog } from 'electron';
import { menuName } from './tray-menu';

const revokeButton = 0;
const keepButton = 1;

/** True when the user wants the link of this file taken back. */
export async function mayRevoke(name: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Mayfly',
    message: `Take the link of “${menuName(name)}” back?`,
    detail: 'The stored copy is deleted, so the link stops working for everyone. Your own file stays where it is.',
    buttons: ['Delete and revoke', 'Keep the link'],
    defaultId: keepButton,
    cancelId: keepButton,
    noLink: true,
  });
  return response === revokeButton;
}
