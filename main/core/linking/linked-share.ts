// The type and place that links to a stored object and to a folder share, and what both need.
import { signedPlaceOf } from '../model/connection';
import type { TypedEnd } from '../model/expiry';
import type { Disposition } from '../model/share';
import type { ShareAccess } from '../given/given';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { unknownType } from '../model/links/link-headers';

export interface LinkingContext {
  readonly ports: Ports;
  readonly known: ShareAccess;
}

export interface LinkedOptions extends TypedEnd {
  readonly disposition?: Disposition;
  /** Of a page; default: the folder's name. */
  readonly title?: string;
  readonly message?: string;
}

/** What a killed process stored for a link that nobody has stays no longer than that. */
export const orphanMs = 86_400_000;

/** The stored type, or the type of the name where the stored one is a server's default. */
export const typeOf = (name: string, stored: string | undefined, { contentTypeOf }: Pick<Ports, 'contentTypeOf'>) =>
  stored === undefined || stored === unknownType || stored === 'binary/octet-stream'
    ? (contentTypeOf(name) ?? unknownType)
    : stored;

/** The fields of every share of stored objects. */
export const linkedShare = ({ connection }: OpenConnection, { newId }: Pick<Ports, 'newId'>) =>
  ({
    id: newId(),
    connectionId: connection.id,
    ...signedPlaceOf(connection),
    origin: 'linked',
    storedCheck: 'sample',
  }) as const;
