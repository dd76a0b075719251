// When the owner's computer looks for the mark of a share.
import type { MarkedShare } from '../../model/receipts/receipt';

/** The round of the maintenance is no faster. */
const shortestMs = 20_000;
const longestMs = 600_000;
/** A share that was made, or opened, an hour ago is looked at every three minutes. */
const partOfAge = 20;

/**
 * Milliseconds from one look to the next. `newsAtMs`: when the share was made or last seen to be opened; both Unix ms. A share of seven days
 * takes some thousand requests.
 */
export const markPauseMs = (newsAtMs: number, nowMs: number): number =>
  Math.min(longestMs, Math.max(shortestMs, (nowMs - newsAtMs) / partOfAge));

/** Nobody can write the mark of a share that ended, but the last look may have come before its end. */
const afterEndMs = longestMs;

export interface Looked {
  /** Unix ms: of the last look by this process. */
  readonly atMs: number;
  /** It was after the end of the share. */
  readonly isLast: boolean;
}

/** Whether the mark is looked for at `nowMs` (Unix ms on the server's clock); `openedAtMs`: of the last opening that is known. */
export function isMarkDue(
  { createdAtMs, expiresAtMs, isStored }: MarkedShare,
  looked: Looked | undefined,
  openedAtMs: number | undefined,
  nowMs: number,
): boolean {
  if (!isStored || nowMs >= expiresAtMs + afterEndMs || looked?.isLast === true) return false;
  return nowMs >= (looked?.atMs ?? 0) + markPauseMs(Math.max(createdAtMs, openedAtMs ?? 0), nowMs);
}
