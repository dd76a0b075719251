// Notices of the services as lines of hints on standard error.
import type { Notice } from '../../core/state/state';
import { assertNever } from '../../core/model/failure';
import { longestMailLine, longLink, type LongLink } from '../../core/model/links/link-length';
import { narrowest, reachOfUrl, type Reach } from '../../core/model/host-reach';
import type { Share } from '../../core/model/share';
import { cutWords } from '../../core/wording/link-text';
import { words } from '../../../resources/words/messages';
import { clockWords, duration } from './format';
import type { Shared } from '../../core/model/share-request';
import type { NamedLink } from '../../core/ports/desktop';

const w = words.terminal.hints;

/** A line of standard error. */
const said = (hint: string): string => `mayfly: ${hint}`;

/** About `mayfly share -`. */
export const inputHint = (hint: 'inputEmpty' | 'inputWaits'): string => said(w[hint]);

/** `undefined` for a notice that the command prints itself. */
export function hintOf(content: Exclude<Notice['content'], { readonly kind: 'failure' }>): string | undefined {
  switch (content.kind) {
    case 'skipped':
      return said(w.skipped({ count: content.count }));
    case 'restarted':
      return said(w.restarted[content.why]({ name: content.name }));
    case 'separate-links':
      return said(w.separateLinks({ name: content.connectionName }));
    case 'session-only':
      return said(w.sessionOnly);
    case 'unverified':
      return said(w.unverified({ count: content.shareIds.length }));
    case 'clock': {
      const told = content.offsetMs > 0 ? w.clockBehind : w.clockAhead;
      return said(told({ apart: duration(Math.abs(content.offsetMs) / 1000) }));
    }
    case 'extended':
      return content.oldEndMs === undefined
        ? undefined
        : said(w.oldEnd({ name: content.name, clock: clockWords(content.oldEndMs, Date.now()) }));
    case 'long-link':
      return longHint(content.name, content, content.shareId);
    case 'copied':
    case 'ready':
    case 'revoked':
    case 'door-closed':
    case 'door-pointed':
    case 'renewed':
    case 'received':
    case 'request-link':
    case 'removed':
    case 'cancelled':
    case 'own-link':
    case 'update':
      return undefined;
    default:
      return assertNever(content);
  }
}

/** `shareId`: of a share that can be copied again; without one there is no shorter link to be had. */
function longHint(name: string, { characters, shortest, hasToken }: LongLink, shareId: string | undefined): string {
  const about = { name, characters };
  if (shareId !== undefined && shortest <= longestMailLine) return said(w.longLinkShort({ ...about, id: shareId }));
  return said((hasToken ? w.longLinkToken : w.longLink)(about));
}

export const reachHint = (reach: Exclude<Reach, 'public'>, count: number): string => said(w[reach]({ count }));

/** When a link ends, and why sooner than was asked for. */
export function endHint({ expiresAtMs, limitedBy }: Pick<Share, 'expiresAtMs' | 'limitedBy'>, nowMs: number): string {
  const { until, untilCut } = words.terminal.sign;
  const clock = clockWords(expiresAtMs, nowMs);
  return said(limitedBy === 'requested' ? until({ clock }) : untilCut({ clock, why: cutWords(limitedBy) }));
}

/** That one of these may end before its time, as it ends with a session token. */
export const untoldHint = (given: readonly { readonly endUntold?: true }[]): readonly string[] =>
  given.some(({ endUntold }) => endUntold) ? [said(words.terminal.sign.untilUntold)] : [];

/**
 * Hints for the sender of these links: which one ends sooner than was asked for, who can open them, mail cuts long ones, chats fetch a picture that
 * opens in the browser, and what encryption hides from whom. `isNearby`: who can open them is said elsewhere.
 */
export function linkHints(
  links: readonly Shared[],
  isKept: (share: Share) => boolean,
  isNearby = false,
): readonly string[] {
  const [longest] = links.toSorted((a, b) => b.url.length - a.url.length);
  const long = longest === undefined ? undefined : longLink(longest.url);
  const shown = links.some(
    ({ share }) => share.kind === 'file' && share.disposition === 'inline' && share.contentType.startsWith('image/'),
  );
  const encrypted = links.map(({ share }) => share.encryption).filter((one) => one !== undefined);
  const encryption = encrypted.includes('password') ? 'password' : encrypted[0];
  const reaches = links.map(({ url }) => reachOfUrl(url));
  const reach = narrowest(reaches);
  // A short link that is kept alive forwards to later links.
  const [cut] = links
    .filter(({ doorId, share }) => doorId === undefined || share.keepUntilMs === undefined)
    .map(({ share }) => share)
    .filter(({ limitedBy }) => limitedBy !== 'requested')
    .toSorted((a, b) => a.expiresAtMs - b.expiresAtMs);
  return [
    ...(cut === undefined ? [] : [endHint(cut, Date.now())]),
    ...untoldHint(links),
    ...(reach === 'public' || isNearby ? [] : [reachHint(reach, reaches.filter((one) => one === reach).length)]),
    ...(longest === undefined || long === undefined
      ? []
      : [longHint(longest.share.name, long, isKept(longest.share) ? longest.share.id : undefined)]),
    ...(shown ? [said(w.picture)] : []),
    ...(encryption === undefined ? [] : [said(w.encrypted[encryption])]),
  ];
}

/** Files of the gesture that were not uploaded. */
export const copiedHint = (files: number): string => said(w.copied({ count: files }));

/** For a typed path whose file is another than its name suggests, and is shared all the same. */
export const followedHint = ({ name, target }: NamedLink): string => said(w.followed({ name, target: target }));

/** For a file whose own name is no UTF-8. */
export const renamedHint = (name: string): string => said(w.renamed({ name }));
