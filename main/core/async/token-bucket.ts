// A token bucket: how long to wait under a bandwidth limit before sending bytes. Pure.

export interface Pace {
  /** Unix ms: when the bytes granted so far are sent at the limit. */
  readonly paidUntilMs: number;
}

/** Bodies may be in flight for so many seconds of the limit. */
const aheadSeconds = 4;

/** Bodies that take at most a second of the limit. */
export const isBrief = (bytes: number, bytesPerSecond: number): boolean =>
  bytesPerSecond === 0 || bytes <= bytesPerSecond;

/**
 * Whether a body of `bytes` may start beside `busyBytes` of others in flight at a limit of `bytesPerSecond` (0: none). Too many bodies at
 * once would all be slow, and an interruption would lose them all. A large one waits for no second of brief ones.
 */
export const mayStart = (busyBytes: number, bytes: number, bytesPerSecond: number): boolean =>
  isBrief(busyBytes, bytesPerSecond) || busyBytes + bytes <= bytesPerSecond * aheadSeconds;

/** Whether a body may start before larger ones that wait: brief ones of a second in all may, `briefBytes` of which are in flight. */
export const mayPass = (briefBytes: number, bytes: number, bytesPerSecond: number): boolean =>
  isBrief(briefBytes + bytes, bytesPerSecond);

export const noPace: Pace = { paidUntilMs: 0 };

/** Unused time counts up to this: no long burst after a pause. */
const burstMs = 250;

/** Grants `bytes` at `bytesPerSecond`, asked for at `nowMs`; the bytes may go after `waitMs`. */
export function reserve(pace: Pace, bytes: number, bytesPerSecond: number, nowMs: number) {
  const from = Math.max(pace.paidUntilMs, nowMs - burstMs);
  const paidUntilMs = from + (bytes * 1000) / bytesPerSecond;
  return { pace: { paidUntilMs }, waitMs: Math.max(0, from - nowMs) };
}
