// Temporary credentials are replaced before they end, and never so often that whoever gives them is bothered.
import type { Credentials } from '../../model/connection';

/** They are replaced so long before their end: requests that began are over by then. */
const earlyMs = 300_000;
/** What lives shorter than that is replaced that often. */
const shortestMs = 30_000;
/** What does not say when it ends may have been changed by its owner: it is looked at again after so long. */
const endlessMs = 300_000;

/** Unix ms: from when on credentials that were got at `gotAtMs` are to be got anew. */
export function refreshAtMs({ expiresAtMs }: Pick<Credentials, 'expiresAtMs'>, gotAtMs: number): number {
  if (expiresAtMs === undefined) return gotAtMs + endlessMs;
  return Math.max(expiresAtMs - earlyMs, Math.min(gotAtMs + shortestMs, expiresAtMs));
}
