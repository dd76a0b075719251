// Links objects that were in the bucket before; Mayfly never deletes them. Of a guest's file it links a copy.
import { refuseUnencrypted } from '../model/encryption';
import type { Connection } from '../model/connection';
import { checkLifetime } from '../model/expiry';
import { defaultAddressing, longestLifetimeOf } from '../providers/providers';
import { Failure } from '../model/failure';
import { parseObjectAddress } from '../storage/rules/object-address';
import type { ConnectionPool } from '../storage/storage';
import type { OpenConnection } from '../storage/storage';
import type { Announce } from '../links/links';
import { isGuestsFile } from '../storage/rules/object-key';
import { linkCopy, type GuestObject } from './link-copy';
import { linkFolder } from './link-folder';
import { linkObject } from './link-object';
import type { ExistingWish, LinkingContext } from './linked-share';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import type { Shared } from '../model/share-request';

export interface ExistingOptions extends Omit<ExistingWish, 'lifetimeSeconds'> {
  /** `s3://bucket/key`, or `s3://bucket/folder/` for a page of its objects. */
  readonly address: string;
  /** Integer, 1 to what its server takes. Default: the connection's own, else the setting. */
  readonly lifetimeSeconds?: number;
  /** Default: the default connection. Its credentials open the bucket of the address. */
  readonly connectionId?: string;
  /** Put the link on the clipboard. */
  readonly copy: boolean;
}

export interface LinkExisting {
  /**
   * Links a stored object, or a page of a folder of objects; uploads only the page. A guest's file, which a slot may still write, is shared by a
   * copy. Raises `bad-request`, `encryption-demanded`, `bucket-name-invalid`, `key-unlinkable`, `object-not-found`, `access-denied`, `expiry-out-of-range`,
   * `link-unproven`, and what copying and writing a page raises.
   */
  linkExisting(options: ExistingOptions): Promise<Shared>;
}

export function createLinkExisting(
  context: LinkingContext,
  store: Store,
  access: ConnectionPool,
  announce: Announce,
): LinkExisting {
  const chosen = (connectionId: string | undefined) =>
    access.resolve(connectionId === undefined ? undefined : { kind: 'known', connectionId });
  /** Opens the bucket of the address with the other settings of the connection. */
  const inBucket = async <T>(
    connectionId: string | undefined,
    bucket: string,
    action: (open: OpenConnection) => Promise<T>,
  ): Promise<T> => {
    const { id } = chosen(connectionId);
    return access.withConnection({ kind: 'known', connectionId: id }, async (open) => {
      if (open.connection.bucket === bucket) return action(open);
      if (open.connection.kind === 'embedded') throw new Failure('bucket-missing', { bucket });
      return access.withPlace(open, elsewhere(open.connection, bucket), action);
    });
  };

  return {
    async linkExisting(options) {
      const connection = chosen(options.connectionId);
      const usual = connection.defaultExpirySeconds ?? store.get().settings.expirySeconds;
      refuseUnencrypted(connection);
      const lifetimeSeconds = checkLifetime(options.lifetimeSeconds ?? usual, longestLifetimeOf(connection));
      const address = parseObjectAddress(options.address);
      if (address.kind === 'object' && (options.title ?? options.message) !== undefined) {
        throw new Failure('bad-request', { reason: 'a title and a message belong to a page' });
      }
      const wish = { ...options, lifetimeSeconds };
      const shared = await inBucket(options.connectionId, address.bucket, (open) => {
        if (address.kind === 'folder') return linkFolder(context, address.prefix, open, wish);
        const { key } = address;
        return isGuestsFile(key)
          ? linkCopy(context, guestObject(key, open, context.ports), open, lifetimeSeconds)
          : linkObject(context, key, open, wish);
      });
      await announce([{ ok: true, shared }], options.copy);
      return shared;
    },
  };
}

/** Path-style where the other bucket's name cannot be in a host name. */
function elsewhere(connection: Connection, bucket: string): Connection {
  const dotted = connection.addressing === 'virtual-host' && defaultAddressing(connection.endpoint, bucket) === 'path';
  return { ...connection, bucket, ...(dotted && { addressing: 'path' as const }) };
}

/** The file as the list of arrivals knows it, where its request is one of this computer. Raises `arrival-encrypted`. */
function guestObject(key: string, { connection }: OpenConnection, { ledger }: Pick<Ports, 'ledger'>): GuestObject {
  const request = ledger
    .fileRequests()
    .find(({ bucket, folder }) => bucket === connection.bucket && key.startsWith(folder));
  const arrival = request && ledger.arrivals(request.id).find((one) => one.key === key);
  if (request?.recipient !== undefined) {
    throw new Failure('arrival-encrypted', { fileName: arrival?.name ?? key });
  }
  return { key, name: 'data', ...(arrival && { name: arrival.name, etag: arrival.etag }) };
}
