// A notice of success, such as "Link copied", with its words.
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
  X,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { assertNever } from '../state/assert-never';
import { formats } from '../state/format';
import { words } from '../state/words';
import { IconButton } from '../ui/Button';
import { shownName } from '../ui/display-name';
import { FileName } from '../ui/FileName';
import { addressWithoutScheme } from '../history/share-facts';
import { NoticeActions } from './NoticeActions';
import styles from './notice-area.module.css';
import type { PoliteNoticeView } from './notice-types';

type ClosedDoorNotice = Extract<PoliteNoticeView, { readonly kind: 'door-closed' }>;

interface Said {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly name?: string | undefined;
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

/** The words of a notice at a moment (Unix ms). */
export function wordsOf(notice: PoliteNoticeView, nowMs: number): Said {
  const w = words.notices;
  switch (notice.kind) {
    case 'ready': {
      const title = notice.count === 1 ? w.ready : w.readyMany({ count: notice.count });
      return { icon: ClipboardCopy, title, text: w.readyText, name: notice.name };
    }
    case 'copied': {
      const clock = formats.clock(notice.expiresAtMs, nowMs);
      const one = notice.count === 1;
      const until = one ? w.opensUntil({ clock }) : w.openUntil({ clock });
      const where = notice.reach === 'public' ? '' : ` ${(one ? w.reach : w.reachMany)[notice.reach]}`;
      return {
        icon: Check,
        title: one ? w.copied : w.copiedMany({ count: notice.count }),
        text: until + where,
        name: notice.name,
      };
    }
    case 'revoked':
      return {
        icon: Unlink,
        title: w.revoked,
        text:
          notice.door === undefined ? proofOf(notice.links) : `${proofOf(notice.links)} ${w.revokedDoor[notice.door]}`,
        name: notice.name,
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
      return {
        icon: CircleDashed,
        title: w.unverified({ count: notice.count }),
        text: w.unverifiedText,
        name: notice.name,
      };
    case 'clock':
      return {
        icon: ClockAlert,
        title: w.clock,
        text: (notice.offsetMs > 0 ? w.clockBehind : w.clockAhead)({
          apart: formats.duration(Math.abs(notice.offsetMs) / 1000),
        }),
      };
    case 'extended': {
      if (notice.isSame) return { icon: RefreshCw, title: w.extendedSame, text: w.extendedSameText, name: notice.name };
      const oldEnd = notice.oldEndMs === undefined ? '' : w.oldEnd({ clock: formats.clock(notice.oldEndMs, nowMs) });
      return { icon: RefreshCw, title: w.extended, text: oldEnd, name: notice.name };
    }
    case 'renewed': {
      const oldEnd = w.oldEnd({ clock: formats.clock(notice.oldEndMs, nowMs) });
      return { icon: RefreshCw, title: w.renewed, text: oldEnd, name: notice.name };
    }
    case 'request-link': {
      const text = notice.isCopied ? w.takesUntil({ clock: formats.clock(notice.until, nowMs) }) : w.readyText;
      const icon = notice.isCopied ? Check : ClipboardCopy;
      return { icon, title: notice.isCopied ? w.requestCopied : w.requestReady, text, name: notice.name };
    }
    case 'received': {
      const from = notice.sender === undefined ? [] : [w.receivedFrom({ sender: notice.sender })];
      const refused = notice.refused === 0 ? [] : [w.receivedRefused({ count: notice.refused })];
      const lines = [...(notice.count === 0 ? [] : [w.received({ count: notice.count })]), ...refused, ...from];
      return { icon: Inbox, title: lines[0] ?? '', text: lines.slice(1).join(' '), name: notice.name };
    }
    case 'removed':
      return { icon: Trash2, title: w.removed, text: notice.linkLives ? w.removedLives : '', name: notice.name };
    case 'own-link':
      return {
        icon: Link2,
        title: w.ownLink({ count: notice.count }),
        text: notice.count > 1 ? w.ownLinksText : notice.shareId === undefined ? w.ownLinkOver : w.ownLinkText,
        name: notice.name,
      };
    case 'cancelled':
      return {
        icon: CircleX,
        title: w.cancelled({ count: notice.count }),
        text: notice.ofPage === true ? w.cancelledOfPage : w.cancelledText,
        ...(notice.name !== undefined && { name: notice.name }),
      };
    case 'skipped':
      return { icon: CornerUpRight, title: w.skipped({ count: notice.count }), text: w.skippedText };
    case 'restarted':
      return { icon: RotateCcw, title: w.restarted, text: w.restartedWhy[notice.why], name: notice.name };
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
        name: notice.name,
      };
    default:
      return assertNever(notice);
  }
}

/** Success needs a glance. */
const successMs = 4_000;
/** A notice with something to read or to press closes by itself after this time; one that matters before quitting stays until it is dismissed. */
const staysMs = 12_000;
/** Main can undo for a minute; the notice offers it for most of that. */
const undoMs = 50_000;
const success: ReadonlySet<PoliteNoticeView['kind']> = new Set(['copied', 'revoked']);
const undoable: ReadonlySet<PoliteNoticeView['kind']> = new Set(['removed', 'cancelled']);
const stays: ReadonlySet<PoliteNoticeView['kind']> = new Set(['ready', 'session-only', 'renewed', 'update']);

interface PoliteNoticeProps {
  readonly notice: PoliteNoticeView;
  readonly onDismiss: () => void;
}

export function PoliteNotice({ notice, onDismiss }: PoliteNoticeProps) {
  // WCAG 2.2.1: no notice leaves while the pointer or the focus is in it.
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [nowMs] = useState(() => Date.now());
  const dismiss = useRef(onDismiss);
  useEffect(() => {
    dismiss.current = onDismiss;
  });
  const leaves = !stays.has(notice.kind) && !hovered && !focused;
  useEffect(() => {
    if (!leaves) return undefined;
    const afterMs = undoable.has(notice.kind) ? undoMs : success.has(notice.kind) ? successMs : staysMs;
    const timer = setTimeout(() => dismiss.current(), afterMs);
    return () => clearTimeout(timer);
  }, [leaves, notice.kind]);
  const { icon: Icon, title, text, name } = wordsOf(notice, nowMs);
  return (
    <div
      className={styles['notice']}
      data-tone="good"
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <Icon aria-hidden className={styles['icon']} />
      <div className={styles['words']}>
        <p>
          <strong>{title}</strong> {text}
        </p>
        {name === undefined ? null : <FileName name={name} className={styles['name']} />}
        <NoticeActions notice={notice} onDone={onDismiss} />
      </div>
      <IconButton label={words.common.dismiss} icon={X} onClick={onDismiss} />
    </div>
  );
}
