// Links expire on the server's clock, so they are signed on it; the presigner ignores the SDK's own correction.

/** HTTP dates have whole seconds, and an answer takes a moment: a smaller difference is no difference. */
const noiseMs = 3_000;
/** A server that tells a time before Mayfly was made, or after all of us, tells none. */
const possible = { fromMs: Date.UTC(2020, 0), untilMs: Date.UTC(2100, 0) };

export interface ServerClock {
  /** Unix ms as the server would say. */
  now(): number;
  /** How far the server is ahead, ms; `undefined` until an answer told it. */
  offsetMs(): number | undefined;
  /** Learns from the Date header of a fresh answer; `sentAtMs` and `receivedAtMs` are local Unix ms. */
  learn(dateHeader: string | undefined, sentAtMs: number, receivedAtMs: number): void;
}

export function createServerClock(localNow: () => number): ServerClock {
  let offsetMs: number | undefined;
  return {
    now: () => localNow() + (offsetMs ?? 0),
    offsetMs: () => offsetMs,
    learn(dateHeader, sentAtMs, receivedAtMs) {
      const serverMs = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      if (!(serverMs >= possible.fromMs && serverMs < possible.untilMs)) return;
      const seen = serverMs + 500 - (sentAtMs + receivedAtMs) / 2;
      offsetMs = Math.abs(seen) < noiseMs ? 0 : Math.round(seen);
    },
  };
}
