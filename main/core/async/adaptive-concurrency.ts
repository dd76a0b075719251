// How many requests run at once: more while the rate grows, half when the server throttles. Pure.

export interface Concurrency {
  readonly limit: number;
  /** The limit before the last step. */
  readonly before: number;
  /** Work per second with that one. */
  readonly lastRate: number;
  /** Doubles while the best limit is unknown ("slow start": RFC 5681 section 3.1). */
  readonly searching: boolean;
  /** Rounds since the last doubling that brought nothing. */
  readonly misses: number;
}

export const fewestAtOnce = 1;
/** Of a connection that was never used. */
const firstAtOnce = 32;
/** A doubling opens connections, whose handshakes and first bodies take some round trips. */
const mostMisses = 3;
/** What a step must bring: less is noise, and of twice as many requests a line that is not full brings more. */
const worthwhile = { doubled: 1.2, more: 1.05 };

/** What a request costs beside its bytes, as bytes: small files are judged by their number, large parts by their length. */
const requestBytes = 65_536;
export const workOf = (bytes: number): number => bytes + requestBytes;

const within = (limit: number, most: number): number => Math.max(fewestAtOnce, Math.min(most, limit));

/** `from`: the limit that the last use ended with. */
export const startConcurrency = (most: number, from = firstAtOnce): Concurrency => ({
  limit: within(from, most),
  before: within(from, most),
  lastRate: 0,
  searching: true,
  misses: 0,
});

/**
 * The limit after a round (as many requests as the limit) of full use at `rate` (work per second). While searching: twice as many, until a doubling
 * brings nothing for three rounds and is taken back. Then: an eighth more; the same when the last step did not raise the rate.
 */
export function grown(now: Concurrency, rate: number, most: number): Concurrency {
  const { limit, lastRate, searching } = now;
  if (rate > lastRate * (searching ? worthwhile.doubled : worthwhile.more)) {
    const next = within(searching ? limit * 2 : limit + Math.ceil(limit / 8), most);
    return { limit: next, before: within(limit, most), lastRate: rate, searching, misses: 0 };
  }
  const misses = now.misses + 1;
  if (searching && misses < mostMisses) return { ...allowed(now, most), misses };
  const lastKnown = Math.max(rate, lastRate * 0.9);
  return {
    ...allowed(now, most),
    limit: within(searching ? now.before : limit, most),
    lastRate: lastKnown,
    searching: false,
    misses: 0,
  };
}

/** The limit after 429, 503 or a timeout. */
export function halved({ limit }: Concurrency): Concurrency {
  const half = Math.max(fewestAtOnce, Math.floor(limit / 2));
  return { limit: half, before: half, lastRate: 0, searching: false, misses: 0 };
}

/** The limit under another allowance. */
export const allowed = (now: Concurrency, most: number): Concurrency => ({
  ...now,
  limit: within(now.limit, most),
  before: within(now.before, most),
});
