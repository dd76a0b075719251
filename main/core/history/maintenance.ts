// What happens to shares by itself while Mayfly stays: proof that was missing, new links before old ones lapse, cleaning up.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure } from '../model/failure';
import type { Log } from '../model/system';

export interface Upkeep {
  start(): void;
  /** Begins nothing more, and waits a moment for what is being done. */
  stop(): Promise<void>;
}

export type UpkeepTask = () => Promise<void>;

/** Cleaning up is promised to the minute. */
export const usualUpkeepMs = 20_000;
/** Whoever quits does not wait for a server: what was cut off is done at the next start. */
const longestStopMs = 2_000;

/** Runs the tasks in their order at the start and every `everyMs` ms, never two rounds at once. */
export function createUpkeep(tasks: readonly UpkeepTask[], everyMs: number, log: Log): Upkeep {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let stopped = false;

  const run = async () => {
    for (const task of tasks) {
      if (stopped) return;
      await task().catch((error: unknown) => log.error('looking after the shares failed', asFailure(error)));
    }
  };
  const look = () => {
    round ??= run().finally(() => {
      round = undefined;
    });
  };

  return {
    start() {
      look();
      timer = setInterval(look, everyMs);
      timer.unref();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      const gaveUp = new AbortController();
      const patience = wait(longestStopMs, undefined, { signal: gaveUp.signal }).catch(() => undefined);
      await Promise.race([round, patience]);
      gaveUp.abort();
    },
  };
}
