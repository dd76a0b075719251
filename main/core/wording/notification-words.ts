// The words of system notifications; never a link.
import { words } from '../../../resources/words/messages';
import type { Offer } from '../model/devices/device';
import type { Share } from '../model/share';
import { clockFormat, formats, spokenHere } from './formats';
import { isVisibleName, nameInSentence } from './short-name';

export interface NotificationWords {
  readonly title: string;
  readonly body: string;
}

/** Time with the day, without the year, in the system's time zone. */
export const clockTime = (atMs: number): string =>
  clockFormat(spokenHere(new Intl.DateTimeFormat().resolvedOptions()))(atMs, atMs);

const w = words.notifications;

/** What the buttons of notifications say. */
export const notificationButtons = () => ({
  open: w.open,
  copy: w.copy,
  'copy-again': w.copyAgain,
  'take-back': w.takeBack,
  'open-request': w.openRequest,
  save: w.save,
});

/** Of what a device nearby offers, while somebody may accept it. */
export const offeredWords = ({ sender, files, sizeBytes }: Offer): NotificationWords => ({
  title: w.offered({ name: nameInSentence(sender.alias) }),
  body: w.offeredText({ count: files.length, size: formats().bytes(sizeBytes) }),
});

/** Files that are still sent, and for how long as far as that is known. */
export interface StillSending {
  readonly leftSeconds: number | undefined;
}

/** After links were copied; `shares` is never empty. `sending`: their files are still sent. */
export function copiedWords(shares: readonly Share[], sending?: StillSending): NotificationWords {
  const first = shares[0];
  if (first === undefined) return { title: w.nothingCopied, body: '' };
  const clock = clockTime(Math.min(...shares.map((share) => share.expiresAtMs)));
  if (sending !== undefined) {
    const { leftSeconds } = sending;
    const title =
      leftSeconds === undefined ? w.copiedSending : w.copiedSendingLeft({ duration: formats().duration(leftSeconds) });
    return { title, body: w.copiedSendingText({ name: first.name, clock }) };
  }
  if (shares.length === 1) return { title: w.copied, body: w.copiedText({ name: first.name, clock }) };
  return { title: w.copiedMany({ count: shares.length }), body: w.copiedManyText({ clock }) };
}

/** For links that can be copied only with the focus; `shares` is never empty. */
export function readyWords(shares: readonly Share[]): NotificationWords {
  const [first] = shares;
  if (shares.length === 1 && first !== undefined) return { title: w.ready, body: w.readyText({ name: first.name }) };
  return { title: w.readyMany({ count: shares.length }), body: w.readyManyText };
}

/** The clipboard holds links of Mayfly and nothing else; `name` of a single one, `opens` when it still does. */
export function ownLinkWords(count: number, name: string | undefined, opens: boolean): NotificationWords {
  const body = name === undefined ? w.ownLinksText : opens ? w.ownLinkText({ name }) : name;
  return { title: w.ownLink({ count }), body };
}

/** When a share that is kept alive has a new link; the old one ends at `oldEndMs` (Unix ms). */
export const renewedWords = (name: string, oldEndMs: number): NotificationWords => ({
  title: w.renewed,
  body: w.renewedText({ name, clock: clockTime(oldEndMs) }),
});

/** Of so many files the names stand in a notification. */
const namedFiles = 3;

const someNames = (files: readonly { readonly name: string }[]): string =>
  files
    .slice(0, namedFiles)
    .map(({ name }) => nameInSentence(name))
    .join(', ') + (files.length > namedFiles ? ', …' : '');

/** After files of a guest came; `title` is that of the request. Names are a guest's text: of one line, short, and kept from reordering others. */
export function receivedWords(
  request: { readonly title: string; readonly sender?: string },
  accepted: readonly { readonly name: string }[],
  refused: readonly { readonly name: string }[],
): NotificationWords {
  const title = nameInSentence(request.title);
  const sender =
    request.sender === undefined || !isVisibleName(request.sender) ? undefined : nameInSentence(request.sender);
  const count = accepted.length;
  const removed = refused.length === 0 ? [] : [w.refused({ count: refused.length, names: someNames(refused) })];
  if (count === 0) return { title, body: removed.join('\n') };
  return {
    title: sender === undefined ? w.received({ count, title }) : w.receivedBy({ count, sender, title }),
    body: [someNames(accepted), ...removed].join('\n'),
  };
}

/** After a press on “Save”; `folder`: where they lie. */
export const savedWords = (count: number, title: string, folder: string): NotificationWords =>
  count === 0 ? { title: w.nothingSaved, body: nameInSentence(title) } : { title: w.saved({ count }), body: folder };

/** After a link was taken back. */
export const revokedWords = (name: string): NotificationWords => ({
  title: w.revoked,
  body: w.revokedText({ name }),
});

interface FailedItem {
  readonly name: string;
  readonly message: string;
  /** People have its link already. */
  readonly isGiven: boolean;
}

/** One notification for all failed files; `failed` is never empty. */
export function failedWords(failed: readonly FailedItem[]): NotificationWords {
  const [first] = failed;
  const name = first?.name ?? '';
  const one = first?.isGiven === true ? w.unsent({ name }) : w.failed({ name });
  const title = failed.length === 1 ? one : w.failedMany({ count: failed.length });
  return { title, body: first?.message ?? '' };
}
