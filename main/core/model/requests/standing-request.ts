// The one file request of a profile that has no near end: “Send to my computer”, behind a short link that a phone keeps on its home screen.
import { longestLeaseSeconds, type FileRequest } from './file-request';

/** The value of the ledger that names it; empty where there is none. */
export const standingValue = 'standing-request';

/** The value of the ledger that names those that it replaced, oldest first, with spaces between. */
export const formerStandingValue = 'former-standing-requests';

/** It is renewed when half of this is over, so Mayfly has to run once in that time. */
export const standingLifetimeSeconds = 604_800;

/** Unix ms on the server's clock: when it gets a later end. */
export const renewStandingAtMs = ({
  signedAtMs,
  expiresAtMs,
}: Pick<FileRequest, 'signedAtMs' | 'expiresAtMs'>): number => (signedAtMs + expiresAtMs) / 2;

/** Whether it is replaced instead. A slot takes one file, so a request that is renewed by a later end alone is full one day; `arrived`: used slots. */
export const isStandingFilled = ({ files }: Pick<FileRequest, 'files'>, arrived: number): boolean =>
  arrived * 2 >= files;

/** Of a guest who sends thousands of files in a day. */
const mostFormers = 4;

/**
 * Whether a request that was replaced is closed: a day later, when the slots of every page from before have ended. `successor`: what replaced it;
 * absent where that was deleted. `newer`: how many more were replaced since.
 */
export function isFormerDue(
  {
    successor,
    newer,
  }: { readonly successor: Pick<FileRequest, 'createdAtMs' | 'closedAtMs'> | undefined; readonly newer: number },
  nowMs: number,
): boolean {
  if (successor === undefined || successor.closedAtMs !== undefined || newer >= mostFormers) return true;
  return nowMs >= successor.createdAtMs + longestLeaseSeconds * 1_000;
}
