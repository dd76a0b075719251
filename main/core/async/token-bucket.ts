// A token bucket: how long to wait under a bandwidth limit before sending bytes. Pure.

export interface Pace {
  /** Unix ms: when the bytes granted so far are sent at the limit. */
  readonly paidUntilMs: number;
}

/** Bodies may be in flight for so many seconds of the limit. */
const aheadSeconds = 4;

/** A body that takes at most a second of the limit. */
export const isBrief = (bytes: number, bytesPerSecond: number): boolean =>
  bytesPerSecond === 0 || bytes <= bytesPerSecond;

/**
 * Whether a body of `bytes` may start beside `busy` others of `busyBytes` in flight at a limit of `bytesPerSecond` (0: none). Too many bodies at
 * once would all be slow, and an interruption would lose them all. A brief one waits for no large one, nor a large one for it.
 */
export function mayStart(busy: number, busyBytes: number, bytes: number, bytesPerSecond: number): boolean {
  if (isBrief(busyBytes, bytesPerSecond) || busyBytes + bytes <= bytesPerSecond * aheadSeconds) return true;
  return busy < 2 && isBrief(bytes, bytesPerSecond);
}

export const noPace: Pace = { paidUntilMs: 0 };

/** Unused time counts up to this: no long burst after a pause. */
const burstMs = 250;

/** Grants `bytes` at `bytesPerSecond`, asked for at `nowMs`; the bytes may go after `waitMs`. */
export function reserve(pace: Pace, bytes: number, bytesPerSecond: number, nowMs: number) {
  const from = Math.max(pace.paidUntilMs, nowMs - burstMs);
  const paidUntilMs = from + (bytes * 1000) / bytesPerSecond;
  return { pace: { paidUntilMs }, waitMs: Math.max(0, from - nowMs) };
}
