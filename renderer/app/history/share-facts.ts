// What a share's facts mean, in words that its row and its details share.
import type { ShareView } from '../../../preload/views/views';
import { words } from '../state/words';

/** The state by the clock at `nowMs` (Unix ms), which may know before main tells. */
export const isLive = ({ state, expiresAtMs }: ShareView, nowMs: number): boolean =>
  state === 'live' && expiresAtMs > nowMs;

/** `Live, verified` or how it ended. */
export function stateWords(share: ShareView, nowMs: number): string {
  if (isLive(share, nowMs)) return share.verified ? words.shares.live : words.shares.liveUnproven;
  return words.shares[share.state === 'live' ? 'expired' : share.state];
}

/** Why it ends when it does. */
export const limitWords = ({ limitedBy }: ShareView): string => words.shares.limits[limitedBy];
