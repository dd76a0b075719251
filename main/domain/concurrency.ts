// Why this exists: how many requests travel at once: more while that brings more, half when a server asks for less. Pure.

export interface Concurrency {
  readonly limit: number;
  /** Bytes per second at the last look, with the limit before. */
  readonly lastRate: number;
}

export const fewestAtOnce = 1;
const firstLimit = 4;
/** A change of rate below this is noise. */
const worthwhile = 1.05;

export const startConcurrency = (most: number): Concurrency => ({ limit: Math.min(firstLimit, most), lastRate: 0 });

/** After a while of full use at `rate` bytes per second: one more when the last step paid, and stay when it did not. */
export function grown(now: Concurrency, rate: number, most: number): Concurrency {
  const pays = rate > now.lastRate * worthwhile;
  return {
    limit: pays ? Math.min(most, now.limit + 1) : Math.min(most, now.limit),
    lastRate: Math.max(rate, now.lastRate * 0.9),
  };
}

/** After 429, 503 or a time limit: half, and the old rate no longer counts. */
export const halved = (now: Concurrency): Concurrency => ({
  limit: Math.max(fewestAtOnce, Math.floor(now.limit / 2)),
  lastRate: 0,
});
