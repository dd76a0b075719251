// The single writer of the application's state; the window, the tray and the terminal only listen.
import type { AppState, Transition } from './rules/app-state';

/** Parts of the state that a listener reads; a change of the others does not wake it. */
export type Slices = readonly (keyof AppState)[] | 'all';

export interface Store {
  get(): AppState;
  apply(transition: Transition): void;
  /**
   * Calls `listener` after every change of one of these slices, synchronously. A slice has changed when it is another object. Gives the function
   * that ends the subscription.
   */
  subscribe(slices: Slices, listener: (state: AppState) => void): () => void;
}

/** A store as who made it sees it. */
export interface OwnStore extends Store {
  /** Makes other connections of those that a change brings, from now on, whatever change that is. */
  alterConnections(made: (brought: AppState['connections']) => AppState['connections']): void;
}

export function createStore(initial: AppState): OwnStore {
  let state = initial;
  let connectionsOf = (brought: AppState['connections']) => brought;
  const subscriptions = new Set<{ readonly slices: Slices; readonly listener: (state: AppState) => void }>();
  return {
    get: () => state,
    apply(transition) {
      const before = state;
      const changed = transition(before);
      if (changed === before) return;
      const isOther = changed.connections !== before.connections;
      const next = isOther ? { ...changed, connections: connectionsOf(changed.connections) } : changed;
      state = next;
      for (const { slices, listener } of subscriptions) {
        if (slices === 'all' || slices.some((slice) => next[slice] !== before[slice])) listener(state);
      }
    },
    alterConnections(made) {
      connectionsOf = made;
    },
    subscribe(slices, listener) {
      const subscription = { slices, listener };
      subscriptions.add(subscription);
      return () => {
        subscriptions.delete(subscription);
      };
    },
  };
}

/** Resolves once `holds` is true of the state; it reads these slices alone. */
export const untilState = (store: Store, slices: Slices, holds: (state: AppState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (state: AppState) => {
      if (!holds(state)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(slices, look);
    look(store.get());
  });
