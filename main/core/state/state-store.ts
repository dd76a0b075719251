// The single writer of the application's state; the window, the tray and the terminal only listen.
import type { AppState, Transition } from './rules/app-state';

export interface Store {
  get(): AppState;
  apply(transition: Transition): void;
  /** Gives the function that ends the subscription. Listeners are called after every change, synchronously. */
  subscribe(listener: (state: AppState) => void): () => void;
}

export function createStore(initial: AppState): Store {
  let state = initial;
  const listeners = new Set<(state: AppState) => void>();
  return {
    get: () => state,
    apply(transition) {
      const next = transition(state);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener(state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Resolves once `holds` is true of the state. */
export const untilState = (store: Store, holds: (state: AppState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (state: AppState) => {
      if (!holds(state)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    look(store.get());
  });
