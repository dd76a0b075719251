// What links to stored objects have in common, one object or a folder of them: their end, their type, their place.
import { signedPlaceOf } from '../model/connection';
import { unknownType } from '../storage/rules/content-type';
import type { Lifetime } from '../model/expiry';
import type { Disposition } from '../model/share';
import { lifetimeIn, type OpenConnection } from '../storage/open-connection';
import type { Ports } from '../ports/ports';

export interface ExistingWish {
  /** Integer 1 to 604,800. */
  readonly lifetimeSeconds: number;
  readonly disposition?: Disposition;
  /** Of a page; default: the folder's name. */
  readonly title?: string;
  readonly message?: string;
}

export interface SignedLifetime extends Lifetime {
  /** Unix ms on the server's clock. */
  readonly signedAtMs: number;
}

/** Cut like every lifetime; the store must have heard its server's clock by now. Raises `token-expired`. */
export function lifetimeOf(open: OpenConnection, { lifetimeSeconds }: ExistingWish): SignedLifetime {
  const signedAtMs = open.objects.serverNowMs();
  return { signedAtMs, ...lifetimeIn(open, lifetimeSeconds, signedAtMs) };
}

/** The type it was stored with, or what its name stands for where a server had to make one up. */
export const typeOf = (name: string, stored: string | undefined, { contentTypeOf }: Pick<Ports, 'contentTypeOf'>) =>
  stored === undefined || stored === unknownType || stored === 'binary/octet-stream'
    ? (contentTypeOf(name) ?? unknownType)
    : stored;

/** What every share of stored objects begins with. */
export const linkedShare = ({ connection }: OpenConnection, createdAtMs: number, { newId }: Pick<Ports, 'newId'>) =>
  ({
    id: newId(),
    connectionId: connection.id,
    ...signedPlaceOf(connection),
    origin: 'linked',
    createdAtMs,
    storedCheck: 'sample',
  }) as const;
