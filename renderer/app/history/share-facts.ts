// Words for a share's state and reach, used by its row and its details.
import type { DoorView } from '../../../preload/views/door-view';
import type { ReceiptsView, ShareView } from '../../../preload/views/views';
import { obstacleLine } from '../sharing/obstacle-words';
import { formats } from '../state/format';
import { words } from '../state/words';

/** State at `nowMs` (Unix ms) by this computer's clock, which may be ahead of main's last view. */
export const isLive = ({ state, expiresAtMs }: ShareView, nowMs: number): boolean =>
  state === 'live' && expiresAtMs > nowMs;

/** `Live, verified` or how it ended. */
export function stateWords(share: ShareView, nowMs: number): string {
  if (isLive(share, nowMs)) return share.verified ? words.shares.live : words.shares.liveUnproven;
  return words.shares[share.state === 'live' ? 'expired' : share.state];
}

/** When a share ended (Unix ms) that is not live any more; `undefined` of one whose stored copy was found gone, and nobody knows since when. */
export const endedAtMs = ({ state, revokedAtMs, expiresAtMs }: ShareView): number | undefined =>
  state === 'revoked' ? revokedAtMs : state === 'missing' ? undefined : expiresAtMs;

/** What its encryption promises, and what it does not. */
export const encryptionWords = (encryption: NonNullable<ShareView['encryption']>): string =>
  `${words.shares.encryptionHint[encryption]} ${words.shares.encryptionLimit}`;

/** A short link, as people say it. */
export const addressWithoutScheme = (address: string): string => address.replace(/^https?:\/\//, '');

/** Of the short link of a share or a file request. */
export const shownAddress = ({ doorAddress = '' }: Pick<ShareView, 'doorAddress'>): string =>
  addressWithoutScheme(doorAddress);

/** The short link of a share or a file request, how long that lives, and when Mayfly has to run for it. */
export function doorWords(
  share: Pick<ShareView, 'doorAddress'>,
  { state, untilMs, renewByMs }: DoorView,
  nowMs: number,
): string {
  const w = words.shares.details;
  const address = shownAddress(share);
  if (state === 'waiting') return w.doorWaits({ address });
  if (untilMs === undefined) return address;
  const clock = formats.clock(untilMs, nowMs);
  return renewByMs === undefined
    ? w.doorUntil({ address, clock })
    : w.doorRenewed({ address, clock, renewBy: formats.clock(renewByMs, nowMs) });
}

/** Who can open it, where that is not everybody, and what may keep them from it. */
export function reachWords({
  reach,
  nearby,
  isMoved,
}: Pick<ShareView, 'reach' | 'nearby' | 'isMoved'>): string | undefined {
  const w = words.shares;
  if (isMoved === true) return w.movedHint;
  if (nearby !== undefined) {
    return nearby.obstacle === undefined ? w.nearbyHint : `${w.nearbyHint} ${obstacleLine(nearby.obstacle)}`;
  }
  return reach === 'public' ? undefined : w.reachHint[reach];
}

/** Why it ends when it does. */
export const limitWords = ({ limitedBy }: ShareView): string => words.shares.limits[limitedBy];

/** What is known comes from a mark that pages write, and not from a count. */
const isSeen = ({ isExact, saved }: ReceiptsView): boolean => !isExact && saved === 0;

const seenWords = ({ lastAtMs }: ReceiptsView, nowMs: number): string | undefined =>
  lastAtMs === undefined ? undefined : words.shares.receipts.seen({ clock: formats.clock(lastAtMs, nowMs) });

/** Where what is known of the recipients comes from. */
export const receiptsHint = ({ receipts }: Pick<ShareView, 'receipts'>): string =>
  receipts !== undefined && isSeen(receipts) ? words.shares.receipts.seenHint : words.shares.receipts.hint;

/** `Opened 2 times`, of a file `Saved once`, and where openings are seen and not counted `Opened at least once, 14:05`: for a row, and only what happened. */
export function receiptsShort(
  { receipts, kind }: Pick<ShareView, 'receipts' | 'kind'>,
  nowMs: number,
): string | undefined {
  const w = words.shares.receipts;
  if (receipts === undefined) return undefined;
  if (isSeen(receipts)) return seenWords(receipts, nowMs);
  const { opened, saved } = receipts;
  if (kind === 'page') return opened === 0 ? undefined : w.opened({ count: opened });
  return saved === 0 ? undefined : w.saved({ count: saved });
}

/** `Opened 2 times, 3 files saved, last 14:05`, or that nothing happened yet. */
export function receiptsWords({ receipts, kind }: Pick<ShareView, 'receipts' | 'kind'>, nowMs: number): string {
  const w = words.shares.receipts;
  if (receipts !== undefined && isSeen(receipts)) return seenWords(receipts, nowMs) ?? w.notSeen;
  if (receipts?.lastAtMs === undefined) return kind === 'page' ? w.notOpened : w.notSaved;
  const { opened, saved, lastAtMs, isExact } = receipts;
  const openings = opened === 0 ? undefined : w.opened({ count: opened });
  const savings =
    saved === 0 ? undefined : kind === 'page' ? w.filesSaved({ count: saved }) : w.saved({ count: saved });
  const said =
    openings !== undefined && savings !== undefined
      ? w.both({ opened: openings, saved: savings })
      : (openings ?? savings ?? '');
  const told = w.last({ said, clock: formats.clock(lastAtMs, nowMs) });
  return isExact ? told : w.atLeast({ said: told });
}
