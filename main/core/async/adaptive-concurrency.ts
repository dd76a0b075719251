// How many requests run at once: more while the rate grows, half when the server throttles. Pure.

export interface Concurrency {
  readonly limit: number;
  /** Bytes per second with the limit before. */
  readonly lastRate: number;
  /** Doubles while the best limit is unknown ("slow start": RFC 5681 section 3.1). */
  readonly searching: boolean;
}

export const fewestAtOnce = 1;
const firstLimit = 4;
/** A change of rate below this is noise. */
const worthwhile = 1.05;

export const startConcurrency = (most: number): Concurrency => ({
  limit: Math.min(firstLimit, most),
  lastRate: 0,
  searching: true,
});

/**
 * The limit after some time of full use at `rate` bytes per second: twice as many while searching, else one more; the same when the last step
 * did not raise the rate.
 */
export function grown(now: Concurrency, rate: number, most: number): Concurrency {
  const pays = rate > now.lastRate * worthwhile;
  const next = !pays ? now.limit : now.searching ? now.limit * 2 : now.limit + 1;
  return {
    limit: Math.min(most, next),
    lastRate: Math.max(rate, now.lastRate * 0.9),
    searching: now.searching && pays,
  };
}

/** The limit after 429, 503 or a timeout. */
export const halved = (now: Concurrency): Concurrency => ({
  limit: Math.max(fewestAtOnce, Math.floor(now.limit / 2)),
  lastRate: 0,
  searching: false,
});
