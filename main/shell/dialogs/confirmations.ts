// Why this exists: a symbolic link in a downloaded folder can lead to a private key. Nobody shares one without having seen where it leads.
import { dialog } from 'electron';
import type { NamedLink } from '../../core/ports/named-links';
import { words } from '../../../resources/words/messages';
import { visibleLine } from '../../core/model/visible-text';

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
