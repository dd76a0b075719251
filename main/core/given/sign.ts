// Signs the link of what is given away, and for how long. Its headers are in the signature.
import { Failure } from '../model/failure';
import type { SignedLink } from '../ports/object-store';
import { longestLifetimeOf } from '../providers/providers';
import type { OpenConnection } from '../storage/storage';
import { signedFor } from '../storage/rules/file-link';
import type { Given, GivenNow } from './rules/what-is-given';

export interface Until {
  /** Unix ms on the server's clock. */
  readonly signedAtMs: number;
  /** Integer, 1 to what the server takes. */
  readonly lifetimeSeconds: number;
}

/** Signs for the endpoint of the row. `short` leaves the headers out; then the object has to answer with them by itself. */
export const sign = (
  { at, opens }: Pick<GivenNow, 'at'> & { readonly opens: Pick<GivenNow['opens'], 'headers'> },
  { objects, connection }: Pick<OpenConnection, 'objects' | 'connection'>,
  { signedAtMs, lifetimeSeconds }: Until,
  short = false,
): Promise<SignedLink> =>
  objects.link({
    key: at.key,
    signedAtMs,
    lifetimeSeconds,
    ...signedFor(at, connection),
    ...(!short && opens.headers),
  });

/**
 * The seconds until the end that the row says, at the server's time. A slow clock here can have made more than the server takes. Raises what
 * `ended` gives: `bad-request`, if nothing else.
 */
export function secondsLeft(
  { endsAtMs }: Pick<Given, 'endsAtMs'>,
  { connection }: Pick<OpenConnection, 'connection'>,
  nowMs: number,
  ended = () => new Failure('bad-request', { reason: 'the link has ended' }),
): number {
  const left = Math.floor((endsAtMs - nowMs) / 1_000);
  if (left < 1) throw ended();
  return Math.min(left, longestLifetimeOf(connection));
}
