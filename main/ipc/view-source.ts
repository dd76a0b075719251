// Why this exists: the window's view changes for three reasons: the state changed, the keychain answered, or a link has just expired.
import type { AppView } from '../../preload/contract';
import { shareState } from '../domain/share';
import type { App } from '../services/app';
import type { Clock, KeychainState } from '../services/ports';
import { appView } from './view';

export interface ViewSource {
  current(): AppView;
  /** What the keychain said when it was last asked. */
  keychainIs(state: KeychainState): void;
  /** Called after every change; gives the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  stop(): void;
}

/** setTimeout counts in 32 bits; a longer wait would fire at once. */
const longestWaitMs = 2_147_483_647;

export function createViewSource(
  app: Pick<App, 'store' | 'canRetry' | 'embeddedIsSessionOnly'>,
  version: string,
  clock: Clock,
): ViewSource {
  const listeners = new Set<() => void>();
  let keychain: KeychainState | 'unknown' = 'unknown';
  let nextExpiry: NodeJS.Timeout | undefined;

  const announce = () => {
    for (const listener of listeners) listener();
  };
  const waitForNextExpiry = () => {
    clearTimeout(nextExpiry);
    const nowMs = clock();
    const live = app.store.get().shares.filter((share) => shareState(share, nowMs) === 'live');
    if (live.length === 0) return;
    const soonestMs = live.reduce((soonest, share) => Math.min(soonest, share.expiresAtMs), Number.POSITIVE_INFINITY);
    nextExpiry = setTimeout(changed, Math.min(soonestMs - nowMs, longestWaitMs));
    nextExpiry.unref();
  };
  function changed(): void {
    waitForNextExpiry();
    announce();
  }

  const unsubscribe = app.store.subscribe(changed);
  waitForNextExpiry();
  return {
    current: () =>
      appView(app.store.get(), {
        nowMs: clock(),
        version,
        keychain,
        embeddedIsSessionOnly: app.embeddedIsSessionOnly(),
        canRetry: (uploadId) => app.canRetry(uploadId),
      }),
    keychainIs(state) {
      if (state === keychain) return;
      keychain = state;
      announce();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stop() {
      unsubscribe();
      clearTimeout(nextExpiry);
      listeners.clear();
    },
  };
}
