// Why this exists: how long a link may live, and what cuts it shorter than asked.
import { Failure } from './failure';
import type { ExpiryLimit } from './share';

/** SigV4 signs nothing longer: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters", X-Amz-Expires. */
export const longestLifetimeSeconds = 604_800;

const secondsPerUnit = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** A temporary credential's last minute is not promised to anybody: clocks and clients differ. */
const credentialMarginMs = 60_000;

/** Gives `seconds` back when it is an integer from 1 to 604,800; raises `expiry-out-of-range` otherwise. */
export function checkLifetime(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestLifetimeSeconds) {
    throw new Failure('expiry-out-of-range');
  }
  return seconds;
}

/** Reads `90s`, `15m`, `1h`, `7d` or a plain number of seconds; raises `expiry-out-of-range` for everything else. */
export function parseLifetime(text: string): number {
  const match = /^(\d{1,9})([smhd]?)$/.exec(text.trim());
  if (match?.[1] === undefined) throw new Failure('expiry-out-of-range', { reason: 'that is not a time' });
  const unit = (match[2] || 's') as keyof typeof secondsPerUnit;
  return checkLifetime(Number(match[1]) * secondsPerUnit[unit]);
}

export interface Lifetime {
  readonly lifetimeSeconds: number;
  readonly limitedBy: ExpiryLimit;
}

/**
 * The lifetime to sign: what was asked, cut to one minute before a temporary credential ends. `nowMs` is the server's clock in Unix ms.
 * Raises `token-expired` when nothing is left.
 */
export function effectiveLifetime(askedSeconds: number, nowMs: number, credentialsExpireAtMs?: number): Lifetime {
  const asked = checkLifetime(askedSeconds);
  if (credentialsExpireAtMs === undefined) return { lifetimeSeconds: asked, limitedBy: 'requested' };
  const left = Math.floor((credentialsExpireAtMs - credentialMarginMs - nowMs) / 1000);
  if (left < 1) throw new Failure('token-expired');
  return left < asked
    ? { lifetimeSeconds: left, limitedBy: 'credentials' }
    : { lifetimeSeconds: asked, limitedBy: 'requested' };
}
