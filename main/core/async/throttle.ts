// Limits how often an action runs; the last request always runs.

/** The first request runs at once; however many follow within `intervalMs`, one run comes after them. */
export function createThrottle(intervalMs: number, action: () => void) {
  let lastRunMs = Number.NEGATIVE_INFINITY;
  let due: NodeJS.Timeout | undefined;
  /** Of the run that is due. */
  let dueAtMs = Number.POSITIVE_INFINITY;
  /** Drops the pending run. */
  const cancel = () => {
    clearTimeout(due);
    due = undefined;
    dueAtMs = Number.POSITIVE_INFINITY;
  };
  const run = () => {
    cancel();
    lastRunMs = Date.now();
    action();
  };
  return {
    /**
     * Runs `action` now if none ran in the last `everyMs`, the usual interval unless given, else once when they are over, or sooner for another request.
     * `soonestMs`: this request waits so long at least.
     */
    request(everyMs: number = intervalMs, soonestMs: number = 0) {
      const nowMs = Date.now();
      // A clock set back must not delay the next run until it has caught up.
      const waitMs = Math.max(soonestMs, Math.min(everyMs, lastRunMs + everyMs - nowMs));
      if (nowMs + waitMs >= dueAtMs) return;
      cancel();
      if (waitMs <= 0) {
        run();
        return;
      }
      dueAtMs = nowMs + waitMs;
      due = setTimeout(run, waitMs);
    },
    cancel,
  };
}
