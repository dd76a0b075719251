// A reader's clock is often wrong by minutes; signatures end on the server's. Answers carry its time in whole seconds.

export function createServerClock() {
  let offsetMs: number | undefined;
  return {
    /** Unix ms on the server's clock, as far as its answers told it. */
    nowMs: (): number => Date.now() + (offsetMs ?? 0),
    /** Whether any answer told it: until then `nowMs` is the reader's own clock. */
    isKnown: (): boolean => offsetMs !== undefined,
    /** `date`: the answer's Date header. `sentAtMs`: when its request was sent, on the reader's clock. */
    learn(date: string | null, sentAtMs: number) {
      const tookMs = Date.now() - sentAtMs;
      const aheadMs = Date.parse(date ?? '') + 500 - sentAtMs - tookMs / 2;
      // A slow answer says little, and more than none. Within a minute and more the device slept, or its clock was set.
      if (Math.abs(tookMs) < (offsetMs === undefined ? 6e4 : 5e3) && !Number.isNaN(aheadMs)) offsetMs = aheadMs;
    },
  };
}

export type ServerClock = ReturnType<typeof createServerClock>;
