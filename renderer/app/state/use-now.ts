// The time on the wall for labels that count down, from one shared timer per pace instead of one per row.
import { useCallback, useSyncExternalStore } from 'react';

const secondMs = 1000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

/** The time every label shows, so that a list never disagrees with itself. */
let nowMs = Date.now();

type Subscribe = (tick: () => void) => () => void;

function createTicker(periodMs: number): Subscribe {
  const ticks = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return (tick) => {
    ticks.add(tick);
    timer ??= setInterval(() => {
      nowMs = Date.now();
      for (const each of ticks) each();
    }, periodMs);
    return () => {
      ticks.delete(tick);
      if (ticks.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
}

const everySecond = createTicker(secondMs);
const everyMinute = createTicker(minuteMs);

/** Which timer a label needs; a minute before the last hour it already ticks by the second, or the change could come late. */
function paceFor(leftMs: number): Subscribe | undefined {
  if (leftMs <= 0) return undefined;
  return leftMs > hourMs + minuteMs ? everyMinute : everySecond;
}

function subscribeUntil(untilMs: number, tick: () => void): () => void {
  let pace: Subscribe | undefined;
  let leave = () => {};
  const follow = () => {
    const next = paceFor(untilMs - Date.now());
    if (next === pace) return;
    leave();
    pace = next;
    leave = next?.(ticked) ?? (() => {});
  };
  const ticked = () => {
    tick();
    follow();
  };
  // Without subscribers the clock stood still: the shared time may be stale.
  nowMs = Date.now();
  follow();
  return () => leave();
}

const now = () => nowMs;

/**
 * Unix ms, for showing how long is left until `untilMs`: renewed every second during the last hour, every minute before it, and not at
 * all once it is over.
 */
export function useNowUntil(untilMs: number): number {
  const subscribe = useCallback((tick: () => void) => subscribeUntil(untilMs, tick), [untilMs]);
  return useSyncExternalStore(subscribe, now);
}
