// Words for a share's state and reach, used by its row and its details.
import type { ShareView } from '../../../preload/views/views';
import { words } from '../state/words';

/** State at `nowMs` (Unix ms) by this computer's clock, which may be ahead of main's last view. */
export const isLive = ({ state, expiresAtMs }: ShareView, nowMs: number): boolean =>
  state === 'live' && expiresAtMs > nowMs;

/** `Live, verified` or how it ended. */
export function stateWords(share: ShareView, nowMs: number): string {
  if (isLive(share, nowMs)) return share.verified ? words.shares.live : words.shares.liveUnproven;
  return words.shares[share.state === 'live' ? 'expired' : share.state];
}

/** What its encryption promises, and what it does not. */
export const encryptionWords = (encryption: NonNullable<ShareView['encryption']>): string =>
  `${words.shares.encryptionHint[encryption]} ${words.shares.encryptionLimit}`;

/** Why it ends when it does. */
export const limitWords = ({ limitedBy }: ShareView): string => words.shares.limits[limitedBy];
