// Queues what is asked before somebody can do it: intents before the app is ready, commands before they can run.
import type { Intent } from './intent';

export interface Pending<T> {
  /** Adds one. */
  readonly receive: (one: T) => void;
  /** Gives `onEach` the queued ones and all later ones. */
  readonly open: (onEach: (one: T) => void) => void;
}

/** Those of other starts. */
export type PendingIntents = Pending<Intent>;

export function createPending<T>(): Pending<T> {
  let waiting: readonly T[] = [];
  let take: ((one: T) => void) | undefined;
  return {
    receive(one) {
      if (take === undefined) waiting = [...waiting, one];
      else take(one);
    },
    open(onEach) {
      take = onEach;
      const all = waiting;
      waiting = [];
      for (const one of all) onEach(one);
    },
  };
}
