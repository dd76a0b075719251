// Queues intents that arrive before the app is ready.
import type { Intent } from './intent';

export interface PendingIntents {
  /** Adds the intent of another start. */
  receive(intent: Intent): void;
  /** Gives `onIntent` the queued intents and all later ones. */
  open(onIntent: (intent: Intent) => void): void;
}

export function createPendingIntents(): PendingIntents {
  let waiting: readonly Intent[] = [];
  let take: ((intent: Intent) => void) | undefined;
  return {
    receive(intent) {
      if (take === undefined) waiting = [...waiting, intent];
      else take(intent);
    },
    open(onIntent) {
      take = onIntent;
      const intents = waiting;
      waiting = [];
      for (const intent of intents) onIntent(intent);
    },
  };
}
