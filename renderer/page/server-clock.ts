// A reader's clock is often wrong by minutes; signatures end on the server's. Answers carry its time in whole seconds.

export interface ServerClock {
  /** Unix ms on the server's clock, as far as its answers told it. */
  readonly nowMs: () => number;
  /** `date`: the answer's Date header. `sentAtMs`: when its request was sent, on the reader's clock. */
  readonly learn: (date: string | null, sentAtMs: number) => void;
}

export function createServerClock(): ServerClock {
  let offsetMs = 0;
  return {
    nowMs: () => Date.now() + offsetMs,
    learn(date, sentAtMs) {
      const toldAtMs = Date.parse(date ?? '');
      const receivedAtMs = Date.now();
      // A slow answer says too little.
      if (Number.isNaN(toldAtMs) || receivedAtMs - sentAtMs > 5000) return;
      offsetMs = toldAtMs + 500 - (sentAtMs + receivedAtMs) / 2;
    },
  };
}
