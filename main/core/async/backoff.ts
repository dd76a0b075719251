// Exponential back-off per id, for background tasks.
import type { Clock } from '../model/system';

export interface BackOff {
  /** Whether the wait is over. */
  due(id: string): boolean;
  /** Gives the number of failures in a row. */
  failed(id: string): number;
  succeeded(id: string): void;
}

const firstWaitMs = 60_000;
const longestWaitMs = 6 * 3_600_000;

/** Waits a minute after the first failure, twice as long after each further one, at most six hours. Forgotten when the process ends. */
export function createBackOff(clock: Clock): BackOff {
  const failures = new Map<string, { readonly count: number; readonly notBeforeMs: number }>();
  return {
    due: (id) => clock() >= (failures.get(id)?.notBeforeMs ?? 0),
    failed(id) {
      const count = (failures.get(id)?.count ?? 0) + 1;
      failures.set(id, { count, notBeforeMs: clock() + Math.min(longestWaitMs, firstWaitMs * 2 ** (count - 1)) });
      return count;
    },
    succeeded: (id) => void failures.delete(id),
  };
}
