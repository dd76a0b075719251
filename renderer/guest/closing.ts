// What became of a file that the storage took, when the request was closed while the page was sending.

/** The times of a file's write, on the server's clock. */
export interface Times {
  /** Unix ms, as far as the page knows that clock: when its bytes began to leave. */
  readonly beganAtMs: number;
  /** Unix ms in whole seconds, when the storage answered; undefined where it does not tell. */
  readonly answeredAtMs?: number | undefined;
}

/** `late`: it came after the closing, so the receiving computer removes it. `unsure`: it was on its way then. */
export type Fate = 'received' | 'late' | 'unsure';

/** The page knows the server's clock only from answers. */
const blurMs = 2000;

/** `dateMs`: the Date of the answer, which some servers set when the request comes; `nowMs`: on the server's clock, as the page knows it. */
export const answeredAt = (dateMs: number | undefined, nowMs: number): number | undefined =>
  dateMs === undefined || nowMs - dateMs <= blurMs ? dateMs : nowMs;

const second = (atMs: number): number => Math.floor(atMs / 1000);

/**
 * `closedAtMs`: since when the storage has the page that says "closed"; undefined where it does not tell. The receiving computer keeps what was
 * stored in that second or before (main/core/requests/find-arrivals.ts). An answer comes after its file was stored, and some servers give a file the
 * time at which its write began: so the end of a file that was on its way is not known here.
 */
export function fateOf({ beganAtMs, answeredAtMs }: Times, closedAtMs: number | undefined): Fate {
  if (closedAtMs === undefined) return 'unsure';
  if (answeredAtMs !== undefined && second(answeredAtMs) <= second(closedAtMs)) return 'received';
  return beganAtMs > (second(closedAtMs) + 1) * 1000 + blurMs ? 'late' : 'unsure';
}
