// What failed is tried again, less and less often, and never in a circle.
import type { Clock } from '../model/system';

export interface BackOff {
  /** Whether it may be tried now. */
  due(id: string): boolean;
  /** Gives how often it has failed so far, in a row. */
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
