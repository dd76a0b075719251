// Why this exists: the window's view changes with the state, with time, and with what the keychain says.
import type { AppView } from '../../preload/contract';
import type { App } from '../services/app';
import type { Clock, KeychainState } from '../services/ports';
import { watchState } from '../services/watch-state';
import { appView } from './view';

export interface ViewSource {
  current(): AppView;
  /** What the keychain said when it was last asked. */
  keychainIs(state: KeychainState): void;
  /** Called after every change; gives the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  stop(): void;
}

export function createViewSource(
  app: Pick<App, 'store' | 'canRetry' | 'embeddedIsSessionOnly'>,
  version: string,
  clock: Clock,
): ViewSource {
  const listeners = new Set<() => void>();
  let keychain: KeychainState | 'unknown' = 'unknown';
  const announce = () => {
    for (const listener of listeners) listener();
  };
  const unwatch = watchState(app.store, clock, announce);
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
      unwatch();
      listeners.clear();
    },
  };
}
