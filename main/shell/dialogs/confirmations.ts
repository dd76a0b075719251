// The questions before Mayfly follows symbolic links, quits during uploads or revokes a link.
import { dialog } from 'electron';
import { words } from '../../../resources/words/messages';
import { visibleLine } from '../../core/model/visible-text';
import type { NamedLink } from '../../core/ports/desktop';
import type { Store } from '../../core/state/state';
import { shortName } from '../../core/wording/short-name';
import { quitQuestion } from './quit-question';

const shownLinks = 8;
const w = words.dialogs;

/** True for the first of `buttons`; the second, "no", is the default and the answer to Escape, and that once `signal` takes the question back. */
export async function confirmed(
  message: string,
  detail: string,
  buttons: [yes: string, no: string],
  signal?: AbortSignal,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    ...(signal !== undefined && { signal }),
    type: 'question',
    title: 'Mayfly',
    message,
    detail,
    buttons,
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Shows where symbolic links lead, because one in a downloaded folder can lead to a private key. True when the user wants to share their targets. */
export function mayFollow(links: readonly NamedLink[]): Promise<boolean> {
  const more = links.length - shownLinks;
  const lines = links.slice(0, shownLinks).map(({ name, target }) => `${visibleLine(name)} → ${visibleLine(target)}`);
  const detail = [...lines, ...(more > 0 ? [w.followMore({ count: more })] : [])].join('\n');
  return confirmed(w.follow({ count: links.length }), detail, [w.followConfirm, w.followRefuse]);
}

/** True when no files are on their way or the user wants to quit all the same. */
export async function mayQuit(store: Store): Promise<boolean> {
  const question = quitQuestion(store.get());
  return question === undefined || confirmed(question.message, question.detail, question.buttons);
}

/** True when the user wants to revoke the link of this file. */
export function mayRevoke(name: string): Promise<boolean> {
  const { text: revokeText, confirm: revokeConfirm, keep } = words.revoking;
  return confirmed(w.revoke({ name: shortName(name) }), revokeText, [revokeConfirm, keep]);
}
