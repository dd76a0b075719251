// A symbolic link in a downloaded folder can lead to a private key. Nobody shares one without having seen where it leads.
import { dialog } from 'electron';
import { words } from '../../../resources/words/messages';
import { visibleLine } from '../../core/model/visible-text';
import type { NamedLink } from '../../core/ports/desktop';
import type { Store } from '../../core/state/state-store';
import { interruptedByQuit } from '../tray/transfer-indicators';
import { menuName } from '../tray/tray-menu';

const shareButton = 0;
const leaveButton = 1;
const shownLinks = 8;

/** True when the user wants what these links lead to shared in their place. */
export async function mayFollow(links: readonly NamedLink[]): Promise<boolean> {
  const w = words.dialogs;
  const more = links.length - shownLinks;
  const lines = links.slice(0, shownLinks).map(({ name, target }) => `${visibleLine(name)} → ${visibleLine(target)}`);
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Mayfly',
    message: w.follow({ count: links.length }),
    detail: [...lines, ...(more > 0 ? [w.followMore({ count: more })] : [])].join('\n'),
    buttons: [w.followConfirm, w.followRefuse],
    defaultId: leaveButton,
    cancelId: leaveButton,
    noLink: true,
  });
  return response === shareButton;
}

const w = words.dialogs;

const quitButton = 0;

const stayButton = 1;

/** True when nothing runs or the user wants to quit all the same. */
export async function mayQuit(store: Store): Promise<boolean> {
  const count = interruptedByQuit(store.get());
  if (count === 0) return true;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Mayfly',
    message: w.quit({ count }),
    detail: w.quitText,
    buttons: [w.quitConfirm, w.quitStay],
    defaultId: stayButton,
    cancelId: stayButton,
    noLink: true,
  });
  return response === quitButton;
}

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
