// The lifetime of a link and its limits.
import { isAmbiguous, readDuration, readMoment } from '../../../resources/words/typed-units';
import { Failure } from './failure';
import type { ExpiryLimit } from './share';

/**
 * The protocol's own limit, seven days, which all providers but a few keep to: Amazon S3 API Reference, "Authenticating Requests: Using Query
 * Parameters", X-Amz-Expires.
 */
export const usualLongestSeconds = 604_800;

/** Ninety days: the longest that any provider of `core/providers/providers-table` takes. It bounds a lifetime before its connection is known. */
export const mostLifetimeSeconds = 7_776_000;

/** A link ends a minute before its temporary credentials: clocks differ. */
const credentialMarginMs = 60_000;

/**
 * Gives `seconds` back when it is an integer from 1 to `longestSeconds`, the limit of the connection where one is known
 * (`longestLifetimeOf`); raises `expiry-out-of-range` otherwise.
 */
export function checkLifetime(seconds: number, longestSeconds?: number): number {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > (longestSeconds ?? mostLifetimeSeconds)) {
    throw new Failure('expiry-out-of-range', longestSeconds === undefined ? {} : { longestSeconds });
  }
  return seconds;
}

/** Reads `90s`, `36h`, `1w`, `1 day 12 hours` or a plain number of seconds. Gives seconds; raises `expiry-out-of-range` for everything else. */
export function parseLifetime(text: string): number {
  const seconds = readDuration(text);
  if (seconds !== undefined) return checkLifetime(seconds);
  throw new Failure('expiry-out-of-range', {
    reason: isAmbiguous(text) ? 'that can be read in two ways' : 'that is not a time',
  });
}

export interface TypedEnd {
  /** From the moment at which it was typed. */
  readonly lifetimeSeconds: number;
  /** Unix ms, where a moment was typed: the end counts from no other time. */
  readonly endsAtMs?: number;
}

/** Reads what `parseLifetime` does, or a moment such as `tomorrow 18:00`. Raises `expiry-out-of-range`. */
export function parseEnd(text: string, nowMs: number): TypedEnd {
  const endsAtMs = readDuration(text) === undefined ? readMoment(text, nowMs) : undefined;
  if (endsAtMs === undefined) return { lifetimeSeconds: parseLifetime(text) };
  return { lifetimeSeconds: checkLifetime(Math.floor((checkEnd(endsAtMs, nowMs) - nowMs) / 1_000)), endsAtMs };
}

/** Gives `endsAtMs` (Unix ms) back when it lies ahead of `nowMs`; raises `expiry-out-of-range` otherwise. */
export function checkEnd(endsAtMs: number, nowMs: number): number {
  if (endsAtMs <= nowMs) throw new Failure('expiry-out-of-range', { reason: 'that time is over' });
  return endsAtMs;
}

export interface Lifetime {
  readonly lifetimeSeconds: number;
  readonly limitedBy: ExpiryLimit;
  /** The link ends with temporary credentials whose end nobody told, so it may end sooner. */
  readonly endUntold?: true;
}

export interface LifetimeLimits {
  /** Unix ms on the server's clock. */
  readonly nowMs: number;
  /** What the connection's server takes. */
  readonly longestSeconds: number;
  /** Unix ms: the end of a temporary credential. */
  readonly credentialsExpireAtMs?: number | undefined;
  /** The credentials are temporary: they have a session token. */
  readonly areTemporary?: boolean;
  /** The connection's own limit. */
  readonly maxExpirySeconds?: number | undefined;
}

/**
 * The lifetime to sign: the least of the requested one, the server's limit, the connection's own, and one minute before temporary credentials end.
 * Of equal limits `limitedBy` names the first. Raises `token-expired` when the credentials leave nothing, and
 * `expiry-out-of-range` for less than a second.
 */
export function effectiveLifetime(
  askedSeconds: number,
  { nowMs, longestSeconds, credentialsExpireAtMs, areTemporary, maxExpirySeconds }: LifetimeLimits,
): Lifetime {
  if (!Number.isInteger(askedSeconds) || askedSeconds < 1) throw new Failure('expiry-out-of-range');
  const endMs = (credentialsExpireAtMs ?? Number.POSITIVE_INFINITY) - credentialMarginMs;
  const left = Math.floor((endMs - nowMs) / 1000);
  if (left < 1) throw new Failure('token-expired');
  const limits: readonly Lifetime[] = [
    { lifetimeSeconds: askedSeconds, limitedBy: 'requested' },
    { lifetimeSeconds: longestSeconds, limitedBy: 'protocol' },
    { lifetimeSeconds: maxExpirySeconds ?? Number.POSITIVE_INFINITY, limitedBy: 'connection' },
    { lifetimeSeconds: left, limitedBy: 'credentials' },
  ];
  const least = limits.reduce((one, limit) => (limit.lifetimeSeconds < one.lifetimeSeconds ? limit : one));
  return areTemporary === true && credentialsExpireAtMs === undefined ? { ...least, endUntold: true } : least;
}
