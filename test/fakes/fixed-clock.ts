// Time that stands still until a test moves it.
import { newYearMs } from './samples';
import type { Clock } from '../../main/core/model/system';

export interface FixedClock {
  readonly now: Clock;
  advance(byMs: number): void;
}

export function createFixedClock(startMs = newYearMs): FixedClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance: (byMs) => {
      nowMs += byMs;
    },
  };
}
