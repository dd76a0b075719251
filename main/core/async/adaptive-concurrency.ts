// How many requests travel at once: more while that brings more, half when a server asks for less. Pure.

export interface Concurrency {
  readonly limit: number;
  /** Bytes per second at the last look, with the limit before. */
  readonly lastRate: number;
  /** Nobody knows yet how many this line carries: the first steps are large ones ("slow start": RFC 5681 section 3.1). */
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
 * After a while of full use at `rate` bytes per second: more when the last step paid (twice as many while searching, else one), and stay
 * when it did not.
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

/** After 429, 503 or a time limit: half, and the old rate no longer counts. */
export const halved = (now: Concurrency): Concurrency => ({
  limit: Math.max(fewestAtOnce, Math.floor(now.limit / 2)),
  lastRate: 0,
  searching: false,
});
