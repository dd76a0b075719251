// Calls back after every change of the state, and when a live link expires: that changes what is shown too.
import { shareState } from '../model/share';
import type { Store } from './state-store';
import type { Clock } from '../model/system';

/** setTimeout counts in 32 bits; a longer wait would fire at once. */
const longestWaitMs = 2_147_483_647;

/** Calls `listener` after every change of the state and whenever a live link expires; gives the function that ends it. */
export function watchState(store: Store, clock: Clock, listener: () => void): () => void {
  let nextExpiry: NodeJS.Timeout | undefined;
  const waitForNextExpiry = () => {
    clearTimeout(nextExpiry);
    const nowMs = clock();
    const soonestMs = store
      .get()
      .shares.filter((share) => shareState(share, nowMs) === 'live')
      .reduce((soonest, share) => Math.min(soonest, share.expiresAtMs), Number.POSITIVE_INFINITY);
    if (soonestMs === Number.POSITIVE_INFINITY) return;
    nextExpiry = setTimeout(changed, Math.min(soonestMs - nowMs, longestWaitMs));
    nextExpiry.unref();
  };
  function changed(): void {
    waitForNextExpiry();
    listener();
  }
  const unsubscribe = store.subscribe(changed);
  waitForNextExpiry();
  return () => {
    unsubscribe();
    clearTimeout(nextExpiry);
  };
}
