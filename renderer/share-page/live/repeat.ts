// Asking again and again while the reader is there.

/**
 * Runs `act` after `firstMs`, and again after the ms that it gives. `undefined` ends it; after `Infinity` only the reader's return, and the network's, runs it
 * again. `act` never raises.
 */
export function repeat(act: () => Promise<number | undefined>, firstMs: number): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isActing = false;
  const events = new AbortController();
  const { signal } = events;
  const now = () => {
    if (isActing || signal.aborted) return;
    clearTimeout(timer);
    isActing = true;
    void act().then((pauseMs) => {
      isActing = false;
      if (pauseMs === undefined) events.abort();
      else if (!signal.aborted && pauseMs !== Number.POSITIVE_INFINITY) timer = setTimeout(now, pauseMs);
    });
  };
  document.addEventListener('visibilitychange', () => document.hidden || now(), { signal });
  addEventListener('online', now, { signal });
  timer = setTimeout(now, firstMs);
}
