// When temporary credentials are refreshed: before they end, and not more often than their issuer tolerates.
import type { Credentials } from '../../model/connection';

/** Refreshed so long before their end: requests that began before are over by then. */
const earlyMs = 300_000;
/** Credentials that live shorter are refreshed this often at most. */
const shortestMs = 30_000;
/** Credentials without an end may have been changed by their owner: they are resolved again after so long. */
const endlessMs = 300_000;

/** Unix ms: when to refresh credentials that were resolved at `gotAtMs`. */
export function refreshAtMs({ expiresAtMs }: Pick<Credentials, 'expiresAtMs'>, gotAtMs: number): number {
  if (expiresAtMs === undefined) return gotAtMs + endlessMs;
  return Math.max(expiresAtMs - earlyMs, Math.min(gotAtMs + shortestMs, expiresAtMs));
}
