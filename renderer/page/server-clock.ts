// A reader's clock is often wrong by minutes; signatures end on the server's. Answers carry its time in whole seconds.

export interface ServerClock {
  /** Unix ms on the server's clock, as far as its answers told it. */
  readonly nowMs: () => number;
  /** Whether any answer told it: until then `nowMs` is the reader's own clock. */
  readonly isKnown: () => boolean;
  /** `date`: the answer's Date header. `sentAtMs`: when its request was sent, on the reader's clock. */
  readonly learn: (date: string | null, sentAtMs: number) => void;
}

export function createServerClock(): ServerClock {
  let offsetMs: number | undefined;
  return {
    nowMs: () => Date.now() + (offsetMs ?? 0),
    isKnown: () => offsetMs !== undefined,
    learn(date, sentAtMs) {
      const toldAtMs = Date.parse(date ?? '');
      const receivedAtMs = Date.now();
      // A slow answer says little, and more than none.
      if (Number.isNaN(toldAtMs) || (offsetMs !== undefined && receivedAtMs - sentAtMs > 5000)) return;
      offsetMs = toldAtMs + 500 - (sentAtMs + receivedAtMs) / 2;
    },
  };
}
