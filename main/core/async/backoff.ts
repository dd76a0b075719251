// Exponential back-off per id, for background tasks.
import type { Clock } from '../model/system';

const firstWaitMs = 60_000;
const longestWaitMs = 6 * 3_600_000;

/** Waits a minute after the first failure, twice as long after each further one. Forgotten when the process ends. */
export function createBackOff(clock: Clock) {
  const failures = new Map<string, { readonly count: number; readonly notBeforeMs: number }>();
  return {
    /** Whether the wait is over. */
    due: (id: string): boolean => clock() >= (failures.get(id)?.notBeforeMs ?? 0),
    /** Gives the number of failures in a row. `longestMs`: the longest wait; default: six hours. */
    failed(id: string, longestMs = longestWaitMs): number {
      const count = (failures.get(id)?.count ?? 0) + 1;
      failures.set(id, { count, notBeforeMs: clock() + Math.min(longestMs, firstWaitMs * 2 ** (count - 1)) });
      return count;
    },
    succeeded: (id: string) => void failures.delete(id),
  };
}

export type BackOff = ReturnType<typeof createBackOff>;
