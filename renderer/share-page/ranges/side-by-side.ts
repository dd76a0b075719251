// The rest of an object by ranges that are asked for at once and given out in order.
import type { Pace } from './pace';

type Bytes = Uint8Array<ArrayBuffer>;

/** Of one part: what one connection brings in two seconds, so that progress shows and the wait for each answer weighs little. */
const partMs = 2_000;
/** A server that stood still for a while seems slower than it is. */
const leastPartBytes = 2 ** 19;
const mostPartBytes = 2 ** 23;

/**
 * From `next` to the end at `wholeBytes`; reads as a stream does. Of parts that are on their way, wait for their turn and are given out, six are held at
 * most: 48 MiB. `get` gives the bytes up to and without `end`; what it raises `read` raises.
 */
export function sideBySide(
  get: (from: number, end: number, signal: AbortSignal) => Promise<Bytes>,
  next: number,
  wholeBytes: number,
  pace: Pick<Pace, 'count' | 'speed'>,
  signal: AbortSignal,
): Pick<ReadableStreamDefaultReader<Bytes>, 'read' | 'cancel'> {
  const partBytes = Math.min(mostPartBytes, leastPartBytes + Math.ceil(pace.speed * partMs));
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort());
  const parts: Promise<Bytes>[] = [];
  let running = 0;
  const ask = () => {
    // One more than there are ranges: who is early need not wait for the slowest.
    while (running < pace.count && parts.length <= pace.count && next < wholeBytes) {
      const from = next;
      next = Math.min(wholeBytes, from + partBytes);
      const part = get(from, next, controller.signal);
      running += 1;
      parts.push(part);
      part.then(
        () => {
          running -= 1;
          ask();
        },
        // `read` raises it when it is its turn.
        () => undefined,
      );
    }
  };
  return {
    async read() {
      ask();
      const value = await parts.shift();
      return { done: value === undefined, value } as ReadableStreamReadResult<Bytes>;
    },
    /** What came whole is given out before `read` raises. */
    cancel: async () => controller.abort(),
  };
}
