// The one file request of a profile that has no near end: “Send to my computer”, behind a short link that a phone keeps on its home screen.

/** The value of the ledger that names it; empty where there is none. */
export const standingValue = 'standing-request';

/** It is renewed when half of this is over, so Mayfly has to run once in that time. */
export const standingLifetimeSeconds = 604_800;

/** Unix ms on the server's clock: when it gets a later end. */
export const renewStandingAtMs = ({
  signedAtMs,
  expiresAtMs,
}: {
  readonly signedAtMs: number;
  readonly expiresAtMs: number;
}): number => (signedAtMs + expiresAtMs) / 2;
