// The words of a notice of news, such as "Link copied", on the window and on the shelf.
import {
  Check,
  CircleDashed,
  CircleX,
  ClipboardCopy,
  ClockAlert,
  CornerUpRight,
  Files,
  Inbox,
  KeyRound,
  Link2,
  PackageOpen,
  RefreshCw,
  RotateCcw,
  Ruler,
  Signpost,
  Trash2,
  Unlink,
  Unlink2,
  type LucideIcon,
} from 'lucide-react';
import { assertNever } from '../state/assert-never';
import { formats } from '../state/format';
import { words } from '../state/words';
import { shownName } from '../ui/display-name';
import { addressWithoutScheme } from '../history/share-facts';
import type { NoticeView, ReachView } from '../../../preload/views/notice-view';

/** The notices that report no failure. */
export type PoliteNoticeView = Exclude<NoticeView, { readonly kind: 'failure' }>;
type ClosedDoorNotice = Extract<PoliteNoticeView, { readonly kind: 'door-closed' }>;

export interface Said {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly name?: string | undefined;
  /** What is said of the name, in the same sentence. */
  readonly end?: string;
  readonly text?: string;
}

/** `links`: the number of revoked ones, the page's own among them. */
function proofOf(links: number): string {
  const w = words.notices;
  return links === 1 ? w.revokedProof : w.revokedProofPage({ count: links - 1 });
}

/** What a closed short link and the link behind it answered. */
function answersOf({ status, isPage, isCached, target }: ClosedDoorNotice, nowMs: number): string {
  const w = words.notices;
  const said = {
    dead: () => w.doorTargetDead({ status: 'status' in target ? target.status : 0 }),
    closed: () => w.doorTargetClosed,
    kept: () => w.doorTargetKept({ clock: 'endsAtMs' in target ? formats.clock(target.endsAtMs, nowMs) : '' }),
    gone: () => w.doorTargetGone,
  };
  const answer = isPage ? w.doorSaysClosed : w.doorAnswers({ status });
  return [answer, said[target.became](), ...(isCached ? [w.doorCached] : [])].join(' ');
}

/** Until when a link opens, and for whom, where that is not everybody. */
function opensWords(untilMs: number, reach: ReachView, nowMs: number): string {
  const w = words.notices;
  const until = w.until({ clock: formats.clock(untilMs, nowMs) });
  return reach === 'public' ? until : `${until}, ${w.reach[reach]}`;
}

/** The words of a notice at a moment (Unix ms). */
export const wordsOf = (notice: PoliteNoticeView, nowMs: number): Said => ({
  ...('name' in notice && { name: notice.name }),
  ...saidOf(notice, nowMs),
});

function copiedTitle({ count, isSending, leftSeconds }: Extract<PoliteNoticeView, { kind: 'copied' }>): string {
  const w = words.notices;
  if (count !== 1) return w.copiedMany({ count });
  if (isSending !== true) return w.copied;
  return leftSeconds === undefined ? w.copiedSending : w.copiedSendingLeft({ duration: formats.duration(leftSeconds) });
}

function saidOf(notice: PoliteNoticeView, nowMs: number): Said {
  const w = words.notices;
  switch (notice.kind) {
    case 'ready': {
      const title = notice.count === 1 ? w.ready : w.readyMany({ count: notice.count });
      return { icon: ClipboardCopy, title, text: w.readyText };
    }
    case 'copied': {
      const opens = opensWords(notice.expiresAtMs, notice.reach, nowMs);
      const until = notice.endUntold === true ? `${opens}, ${w.endUntold}` : opens;
      return {
        icon: Check,
        title: copiedTitle(notice),
        ...(notice.name === undefined ? { text: w.openUntil({ until }) } : { end: until }),
      };
    }
    case 'revoked':
      return {
        icon: Unlink,
        title: w.revoked,
        text:
          notice.door === undefined ? proofOf(notice.links) : `${proofOf(notice.links)} ${w.revokedDoor[notice.door]}`,
      };
    case 'door-closed':
      return {
        icon: Unlink2,
        title: w.doorClosed,
        text: answersOf(notice, nowMs),
        name: addressWithoutScheme(notice.address),
      };
    case 'door-pointed':
      return {
        icon: Signpost,
        title: w.doorPointed,
        text: w.doorPointedText({ name: shownName(notice.name) }),
        name: addressWithoutScheme(notice.address),
      };
    case 'unverified':
      return { icon: CircleDashed, title: w.unverified({ count: notice.count }), text: w.unverifiedText };
    case 'clock':
      return {
        icon: ClockAlert,
        title: w.clock,
        text: (notice.offsetMs > 0 ? w.clockBehind : w.clockAhead)({
          apart: formats.duration(Math.abs(notice.offsetMs) / 1000),
        }),
      };
    case 'extended': {
      const { copied, oldEndMs, isSame = false } = notice;
      const title = isSame
        ? copied === undefined
          ? w.extendedSame
          : w.extendedSameCopied
        : copied === undefined
          ? w.extended
          : w.extendedCopied;
      const end = copied === undefined ? {} : { end: opensWords(copied.untilMs, copied.reach, nowMs) };
      const old = oldEndMs === undefined ? {} : { text: w.oldEnd({ clock: formats.clock(oldEndMs, nowMs) }) };
      return { icon: RefreshCw, title, ...end, ...(isSame ? { text: w.extendedSameText } : old) };
    }
    case 'renewed': {
      const oldEnd = w.oldEnd({ clock: formats.clock(notice.oldEndMs, nowMs) });
      return { icon: RefreshCw, title: w.renewed, text: oldEnd };
    }
    case 'request-link': {
      const text = notice.isCopied
        ? { end: w.until({ clock: formats.clock(notice.until, nowMs) }) }
        : { text: w.readyText };
      const icon = notice.isCopied ? Check : ClipboardCopy;
      return { icon, title: notice.isCopied ? w.requestCopied : w.requestReady, ...text };
    }
    case 'received': {
      const from = notice.sender === undefined ? [] : [w.receivedFrom({ sender: notice.sender })];
      const refused = notice.refused === 0 ? [] : [w.receivedRefused({ count: notice.refused })];
      const lines = [...(notice.count === 0 ? [] : [w.received({ count: notice.count })]), ...refused, ...from];
      return { icon: Inbox, title: lines[0] ?? '', text: lines.slice(1).join(' ') };
    }
    case 'removed':
      return { icon: Trash2, title: w.removed, ...(notice.linkLives && { text: w.removedLives }) };
    case 'own-link':
      return {
        icon: Link2,
        title: w.ownLink({ count: notice.count }),
        text: notice.count > 1 ? w.ownLinksText : notice.shareId === undefined ? w.ownLinkOver : w.ownLinkText,
      };
    case 'cancelled':
      return {
        icon: CircleX,
        title: w.cancelled({ count: notice.count }),
        text: notice.ofPage === true ? w.cancelledOfPage : w.cancelledText,
      };
    case 'skipped':
      return { icon: CornerUpRight, title: w.skipped({ count: notice.count }), text: w.skippedText };
    case 'restarted':
      return { icon: RotateCcw, title: w.restarted, text: w.restartedWhy[notice.why] };
    case 'separate-links':
      return { icon: Files, title: w.separateLinks, text: w.separateLinksText, name: notice.connectionName };
    case 'update':
      return { icon: PackageOpen, title: w.update({ version: notice.version }), text: w.updateText };
    case 'session-only':
      return { icon: KeyRound, title: w.sessionOnly, text: w.sessionOnlyText };
    case 'long-link':
      return {
        icon: Ruler,
        title: w.longLink,
        text: `${w.longLinkText({ characters: notice.characters })}${notice.hasToken ? ` ${w.longLinkToken}` : ''}`,
      };
    default:
      return assertNever(notice);
  }
}
