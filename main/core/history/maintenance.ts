// Runs the maintenance of shares while Mayfly runs: verification, renewal, clean-up.
import { setTimeout as wait } from 'node:timers/promises';
import { asFailure } from '../model/failure';
import type { Log } from '../model/system';

export interface Upkeep {
  start(): void;
  /** Begins no further task; resolves when the running one has ended, at most two seconds later. */
  stop(): Promise<void>;
}

export type UpkeepTask = () => Promise<void>;

/** An expired object is deleted within a minute. */
export const usualUpkeepMs = 20_000;
/** Quitting does not wait longer for a server: the next start does the rest. */
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
