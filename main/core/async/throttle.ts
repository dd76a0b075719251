// Limits how often an action runs; the last request always runs.

export interface Throttle {
  /** Runs `action` now if none ran in the last interval, else once when the interval is over. */
  request(): void;
  /** Drops the pending run. */
  cancel(): void;
}

/** The first request runs at once; however many follow within `intervalMs`, one run comes after them. */
export function createThrottle(intervalMs: number, action: () => void, now: () => number = Date.now): Throttle {
  let lastRunMs = Number.NEGATIVE_INFINITY;
  let due: NodeJS.Timeout | undefined;
  const run = () => {
    due = undefined;
    lastRunMs = now();
    action();
  };
  return {
    request() {
      if (due !== undefined) return;
      // A clock set back must not delay the next run until it has caught up.
      const waitMs = Math.min(intervalMs, lastRunMs + intervalMs - now());
      if (waitMs <= 0) run();
      else due = setTimeout(run, waitMs);
    },
    cancel() {
      clearTimeout(due);
      due = undefined;
    },
  };
}
