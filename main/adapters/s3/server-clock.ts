// Estimates the server's clock, on which links expire and are signed; the presigner ignores the SDK's own correction.

/** A smaller difference counts as none: HTTP dates have whole seconds, and an answer takes time. */
const noiseMs = 3_000;
/** A date outside of these bounds is ignored. */
const possible = { fromMs: Date.UTC(2020, 0), untilMs: Date.UTC(2100, 0) };

/** Between a request and a later answer the computer slept, or its clock was set: where in that time the server told its own is not known. */
const slowestMs = 60_000;

export function createServerClock(localNow: () => number) {
  let offsetMs: number | undefined;
  return {
    /** Unix ms on the server's clock. */
    now: (): number => localNow() + (offsetMs ?? 0),
    /** How far the server is ahead, ms; `undefined` before the first answer. */
    offsetMs: (): number | undefined => offsetMs,
    /** Learns from the Date header of a fresh answer; `sentAtMs` and `receivedAtMs` are local Unix ms. */
    learn(dateHeader: string | undefined, sentAtMs: number, receivedAtMs: number) {
      const serverMs = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      if (!(serverMs >= possible.fromMs && serverMs < possible.untilMs)) return;
      if (Math.abs(receivedAtMs - sentAtMs) > slowestMs) return;
      const seen = serverMs + 500 - (sentAtMs + receivedAtMs) / 2;
      offsetMs = Math.abs(seen) < noiseMs ? 0 : Math.round(seen);
    },
  };
}

export type ServerClock = ReturnType<typeof createServerClock>;
