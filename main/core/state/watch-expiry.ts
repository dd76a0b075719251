// Calls back after every change of the state, and when a live link expires: that changes what is shown too.
import { shareState } from '../model/share';
import type { AppState } from './rules/app-state';
import type { Store } from './state-store';
import type { Clock } from '../model/system';

/** setTimeout counts in 32 bits; a longer wait would fire at once. */
const longestWaitMs = 2_147_483_647;

/** While nothing else asks for it, the wait is measured again by the clock this often. */
const lookAgainMs = 1_000;

/** Calls `listener` after every change of the state and whenever a live link expires; gives the function that ends it. */
export function watchState(store: Store, clock: Clock, listener: () => void): () => void {
  let nextExpiry: NodeJS.Timeout | undefined;
  let awaited: { readonly shares: AppState['shares']; readonly atMs: number; readonly soonestMs: number } | undefined;
  const waitForNextExpiry = () => {
    const nowMs = clock();
    const { shares } = store.get();
    // A thousand uploads change the state thousands of times, and no share. The clock may have gone on meanwhile: the computer slept.
    const isFresh = awaited !== undefined && Math.abs(nowMs - awaited.atMs) < lookAgainMs;
    if (isFresh && awaited?.shares === shares) return;
    let soonestMs = Number.POSITIVE_INFINITY;
    for (const share of shares) {
      if (share.expiresAtMs < soonestMs && shareState(share, nowMs) === 'live') soonestMs = share.expiresAtMs;
    }
    // Their thousand links end later than one that is awaited.
    if (isFresh && awaited?.soonestMs === soonestMs) {
      awaited = { ...awaited, shares };
      return;
    }
    awaited = { shares, atMs: nowMs, soonestMs };
    clearTimeout(nextExpiry);
    if (soonestMs === Number.POSITIVE_INFINITY) return;
    nextExpiry = setTimeout(expired, Math.min(soonestMs - nowMs, longestWaitMs));
    nextExpiry.unref();
  };
  function expired(): void {
    awaited = undefined;
    changed();
  }
  function changed(): void {
    waitForNextExpiry();
    listener();
  }
  const unsubscribe = store.subscribe('all', changed);
  waitForNextExpiry();
  return () => {
    unsubscribe();
    clearTimeout(nextExpiry);
  };
}
