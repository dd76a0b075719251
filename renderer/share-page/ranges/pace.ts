// How many ranges of one object are asked for at once: several on a long line that one connection does not fill, while that is measured to help.

const mostRanges = 4;
/** On a shorter line one connection fills what there is. */
const longLineMs = 30;
const leastLeftBytes = 64 * 2 ** 20;
/** One connection is measured for so long, again and again. */
const measuredMs = 4_000;
/** More ranges are kept when they bring so many times what fewer brought. */
const leastGain = 1.3;

export interface Pace {
  /** Ranges from now on: 1, 2 or 4. */
  count: number;
  /** Bytes per millisecond of all of them, or of those before; 0 until it was measured. */
  speed: number;
  /** Hears of every piece, or part of a range, that was given out; `received`: the bytes so far. */
  readonly heard: (received: number, nowMs: number) => void;
}

/**
 * `firstByteMs`: from the request to the head of its answer. Several ranges are measured over two whole rounds of their parts, after one in which their
 * connections warm up. What has not helped once is not tried again.
 */
export function createPace(firstByteMs: number, wholeBytes: number): Pace {
  let isSettled = firstByteMs < longLineMs;
  let pieces = 0;
  let from = 0;
  let sinceMs = 0;
  const pace: Pace = {
    count: 1,
    speed: 0,
    heard(received, nowMs) {
      const { count, speed } = pace;
      pieces += 1;
      if (pieces === count) {
        from = received;
        sinceMs = nowMs;
      }
      if (isSettled || (count > 1 ? pieces < 3 * count : nowMs - sinceMs < measuredMs)) return;
      pieces = 0;
      pace.speed = (received - from) / (nowMs - sinceMs);
      if (count > 1) {
        pace.count = pace.speed < speed * leastGain ? count / 2 : mostRanges;
        isSettled = pace.count <= count;
      } else if (wholeBytes - received >= leastLeftBytes) pace.count = 2;
    },
  };
  return pace;
}
