// A link to what is stored: signed for the endpoint of its row, with its headers, then proven and judged.
import { Failure, asFailure } from '../model/failure';
import type { Connection } from '../model/connection';
import type { StoredAt } from '../model/place';
import type { Share } from '../model/share';
import type { Clock } from '../model/system';
import type { SignedLink, LinkProbe } from '../ports/object-store';
import { longestLifetimeOf } from '../providers/providers';
import type { OpenConnection } from '../storage/storage';
import { checkShort, judged, prove, type Proof } from './prove';
import type { Given, GivenNow } from './rules/what-is-given';
import type { ShareAccess } from './share-rows';

export interface Until {
  /** Unix ms on the server's clock. */
  readonly signedAtMs: number;
  /** Integer, 1 to what the server takes. */
  readonly lifetimeSeconds: number;
}

/** The endpoint that the link of the row was signed for; the connection may sign for another one now. */
export function signedFor(
  row: Pick<StoredAt, 'endpoint' | 'linkEndpoint'>,
  { kind, endpoint, shareEndpoint }: Pick<Connection, 'kind' | 'endpoint' | 'shareEndpoint'>,
): { readonly endpoint?: string } {
  const wanted = row.linkEndpoint ?? row.endpoint;
  return kind === 'embedded' || wanted === (shareEndpoint ?? endpoint) ? {} : { endpoint: wanted };
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

export interface MadeLink {
  /** A bearer secret. */
  readonly url: string;
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  readonly verified: boolean;
}

export interface LinkingStored {
  /** A server in trouble, or no network, is no failure; never of a short link. */
  readonly mayBeUnproven: boolean;
  /** Leaves the headers out of the link. */
  readonly short?: boolean;
  /** Raises what the answer says beside what it is judged by; called before. */
  readonly look?: (proof: Proof) => void | Promise<void>;
}

/** Raises what `judged` raises, for a short link `link-not-shorter`, and what signing, the probe and `look` raise. */
export async function linkToStored(
  { probe }: { readonly probe: LinkProbe },
  given: GivenNow,
  open: Pick<OpenConnection, 'objects' | 'connection'>,
  until: Until,
  { mayBeUnproven, short = false, look }: LinkingStored,
): Promise<MadeLink> {
  const { url, expiresAtMs } = await sign(given, open, until, short);
  const proof = await prove(probe, url, given.opens, open.connection);
  await look?.(proof);
  const { verified } = judged(given, proof, mayBeUnproven || short);
  if (short) checkShort(given, proof);
  return { url, expiresAtMs, verified };
}

/** Raises why no link was made; a share whose object is missing is saved as missing before. */
export function raiseMissing(
  { known, clock }: { readonly known: Pick<ShareAccess, 'saveSeen'>; readonly clock: Clock },
  share: Share,
  error: unknown,
): never {
  if (asFailure(error).code === 'object-missing')
    known.saveSeen(share, (present) => ({ ...present, missingAtMs: present.missingAtMs ?? clock() }));
  throw error;
}
