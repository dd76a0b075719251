// A link that Mayfly copied lies on the clipboard until something else does: sharing it as a text would only make a link to a link.
import { linkForms } from '../model/settings';
import { shareState } from '../model/share';
import type { Ports } from '../ports/ports';
import { notifiedShare, type Tell } from '../state/state';
import { ownLinkWords } from '../wording/notification-words';
import type { LinkWriter } from './write-clipboard';
import { ownLinks, type OwnLink } from './rules/own-links';

/** True for a text that is links of Mayfly and nothing else, in any form that it copies; then it says so, and offers to copy the link again. */
export type RefuseOwnLinks = (text: string) => boolean;

/** Links older than these are shared as the text they are. */
const sharesRecognised = 1_000;

export function createRefuseOwnLinks(
  { ledger, notifier, clock }: Pick<Ports, 'ledger' | 'notifier' | 'clock'>,
  writer: Pick<LinkWriter, 'textOf'>,
  tell: Tell,
): RefuseOwnLinks {
  const shareBehind = (address: string) => {
    const door = ledger.doors().find((one) => one.address === address && one.targetKind === 'share');
    return door && ledger.share(door.targetId);
  };
  const linksOf = (text: string): readonly OwnLink[] => {
    const links = ownLinks(text, { shares: () => ledger.newestShares(sharesRecognised), shareBehind });
    if (links.length === 0) return [];
    const shared = links.map((link) => ({ ...link, connectionName: '' }));
    return linkForms.some((form) => writer.textOf(shared, form).text === text.trim()) ? links : [];
  };
  return (text) => {
    const links = linksOf(text);
    if (links.length === 0) return false;
    const only = links.length === 1 ? links[0]?.share : undefined;
    const live = only !== undefined && shareState(only, clock()) === 'live' ? only : undefined;
    tell({
      kind: 'own-link',
      count: links.length,
      ...(only !== undefined && { name: only.name }),
      ...(live !== undefined && { shareId: live.id }),
    });
    const { title, body } = ownLinkWords(links.length, only?.name, live !== undefined);
    notifier.show(title, body, live && notifiedShare(live, false));
    return true;
  };
}
