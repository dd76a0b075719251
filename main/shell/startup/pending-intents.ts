// Something may be handed over before Mayfly is ready to take it; nothing may be lost.
import type { Intent } from './intent';

/** What other starts are for; it waits until this one is ready. */
export interface Inbox {
  receive(intent: Intent): void;
  /** From now on `onIntent` gets what waits and what comes. */
  open(onIntent: (intent: Intent) => void): void;
}

export function createInbox(): Inbox {
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
