// A bandwidth limit as a rule: how long to wait before the next bytes may go. Pure.

export interface Pace {
  /** Unix ms at which everything granted so far has been paid for. */
  readonly paidUntilMs: number;
}

/** What may be under way under a limit, as seconds of it. */
const aheadSeconds = 4;

/**
 * Whether a body of `bytes` may join `busyBytes` that are under way at a limit of `bytesPerSecond` (0: none). Under a limit more bodies at
 * once make each of them slower and none arrive: an interruption would lose them all.
 */
export function mayStart(busyBytes: number, bytes: number, bytesPerSecond: number): boolean {
  return bytesPerSecond === 0 || busyBytes === 0 || busyBytes + bytes <= bytesPerSecond * aheadSeconds;
}

export const noPace: Pace = { paidUntilMs: 0 };

/** Unused time is not saved up beyond this: a pause must not be followed by a burst. */
const burstMs = 250;

export interface Grant {
  readonly pace: Pace;
  readonly waitMs: number;
}

/** Grants `bytes` at `bytesPerSecond`, asked for at `nowMs`; the bytes may go after `waitMs`. */
export function reserve(pace: Pace, bytes: number, bytesPerSecond: number, nowMs: number): Grant {
  const from = Math.max(pace.paidUntilMs, nowMs - burstMs);
  const paidUntilMs = from + (bytes * 1000) / bytesPerSecond;
  return { pace: { paidUntilMs }, waitMs: Math.max(0, from - nowMs) };
}
