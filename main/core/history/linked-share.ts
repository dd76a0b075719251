// The lifetime, type and place that links to a stored object and to a folder share.
import { signedPlaceOf } from '../model/connection';
import { unknownType } from '../model/links/link-headers';
import type { Lifetime } from '../model/expiry';
import type { Disposition } from '../model/share';
import { lifetimeIn, type OpenConnection } from '../storage/open-connection';
import type { Ports } from '../ports/ports';

export interface ExistingWish {
  /** Integer, 1 to what the server takes. */
  readonly lifetimeSeconds: number;
  readonly disposition?: Disposition;
  /** Of a page; default: the folder's name. */
  readonly title?: string;
  readonly message?: string;
}

/** What a killed process stored for a link that nobody has stays no longer than that. */
export const orphanMs = 86_400_000;

export interface SignedLifetime extends Lifetime {
  /** Unix ms on the server's clock. */
  readonly signedAtMs: number;
}

/** Cuts the lifetime like every other; the store must know the server's clock. Raises `token-expired`. */
export function lifetimeOf(open: OpenConnection, { lifetimeSeconds }: ExistingWish): SignedLifetime {
  const signedAtMs = open.objects.serverNowMs();
  return { signedAtMs, ...lifetimeIn(open, lifetimeSeconds, signedAtMs) };
}

/** The stored type, or the type of the name where the stored one is a server's default. */
export const typeOf = (name: string, stored: string | undefined, { contentTypeOf }: Pick<Ports, 'contentTypeOf'>) =>
  stored === undefined || stored === unknownType || stored === 'binary/octet-stream'
    ? (contentTypeOf(name) ?? unknownType)
    : stored;

/** The fields of every share of stored objects. */
export const linkedShare = ({ connection }: OpenConnection, createdAtMs: number, { newId }: Pick<Ports, 'newId'>) =>
  ({
    id: newId(),
    connectionId: connection.id,
    ...signedPlaceOf(connection),
    origin: 'linked',
    createdAtMs,
    storedCheck: 'sample',
  }) as const;
