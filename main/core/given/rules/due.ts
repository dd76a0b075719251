// What is due for a share by itself.
import { renewAtMs } from '../../model/keep-until';
import { shareState, type Share } from '../../model/share';

export interface Due {
  /** Its link is live and nobody has proven it. */
  readonly verify: boolean;
  /** It is kept alive beyond its link, which is about to end, or ended while Mayfly did not run. */
  readonly renew: boolean;
  /** It has ended, and its objects are ours to delete. */
  readonly clean: boolean;
}

/** `nowMs`: Unix ms on the server's clock, as far as it is known; `deletes`: its connection deletes what has expired. */
export function due(
  share: Share,
  nowMs: number,
  { hasDoor, deletes }: { readonly hasDoor: boolean; readonly deletes: boolean },
): Due {
  const { kind, origin, verified, keepUntilMs = 0, missingAtMs, removedAtMs } = share;
  const state = shareState(share, nowMs);
  const renewMs = renewAtMs(share, hasDoor);
  const isOurs = origin === 'uploaded' || kind === 'page';
  const isKept = keepUntilMs > nowMs && missingAtMs === undefined;
  return {
    verify: state === 'live' && !verified,
    renew: isKept && removedAtMs === undefined && renewMs !== undefined && nowMs >= renewMs,
    clean: deletes && isOurs && removedAtMs === undefined && !isKept && state === 'expired',
  };
}
