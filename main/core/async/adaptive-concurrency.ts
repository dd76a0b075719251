// How many requests run at once: more while the rate grows, half when the server throttles. Pure.

export interface Concurrency {
  readonly limit: number;
  /** Work per second with the limit before. */
  readonly lastRate: number;
  /** Doubles while the best limit is unknown ("slow start": RFC 5681 section 3.1). */
  readonly searching: boolean;
}

export const fewestAtOnce = 1;
/** Of a connection that was never used. */
export const firstAtOnce = 8;
/** What a step must bring: less is noise, and of twice as many requests a line that is not full brings more. */
const worthwhile = { doubled: 1.2, more: 1.05 };

/** What a request costs beside its bytes, as bytes: small files are judged by their number, large parts by their length. */
const requestBytes = 65_536;
export const workOf = (bytes: number): number => bytes + requestBytes;

const within = (limit: number, most: number): number => Math.max(fewestAtOnce, Math.min(most, limit));

/** `from`: the limit that the last use ended with. */
export const startConcurrency = (most: number, from = firstAtOnce): Concurrency => ({
  limit: within(from, most),
  lastRate: 0,
  searching: true,
});

/**
 * The limit after a round (as many requests as the limit) of full use at `rate` (work per second): twice as many while searching, else an eighth
 * more; the same when the last step did not raise the rate.
 */
export function grown(now: Concurrency, rate: number, most: number): Concurrency {
  const pays = rate > now.lastRate * (now.searching ? worthwhile.doubled : worthwhile.more);
  const next = !pays ? now.limit : now.searching ? now.limit * 2 : now.limit + Math.ceil(now.limit / 8);
  return {
    limit: within(next, most),
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

/** The limit under another allowance. */
export const allowed = (now: Concurrency, most: number): Concurrency => ({ ...now, limit: within(now.limit, most) });
