// What was in the bucket before gets a link with the same truth about its end, and stays what it is: not ours to delete.
import type { Connection } from '../model/connection';
import { checkLifetime } from '../model/expiry';
import { Failure } from '../model/failure';
import { parseObjectAddress } from '../storage/rules/object-address';
import { defaultAddressing } from '../providers/providers';
import type { ConnectionPool } from '../storage/connection-pool';
import type { OpenConnection } from '../storage/open-connection';
import type { Announce } from '../links/announce-results';
import type { ShareAccess } from './share-access';
import { linkFolder } from './link-folder';
import { linkObject } from './link-object';
import type { ExistingWish } from './linked-share';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import type { Shared } from '../model/share-request';

export interface ExistingOptions extends Omit<ExistingWish, 'lifetimeSeconds'> {
  /** `s3://bucket/key`, or `s3://bucket/folder/` for a page of all that lies in it. */
  readonly address: string;
  /** Integer 1 to 604,800. Default: the connection's own, else the setting. */
  readonly lifetimeSeconds?: number;
  /** Default: the default connection. Its credentials are asked for the bucket of the address. */
  readonly connectionId?: string;
  /** Put the link on the clipboard. */
  readonly copy: boolean;
}

export interface LinkExisting {
  /**
   * Links an object that is stored already, or a page of a folder of them; nothing but the page is uploaded. Raises `bad-request`,
   * `bucket-name-invalid`, `key-unlinkable`, `object-not-found`, `access-denied`, `expiry-out-of-range`, `link-unproven`, and what writing a page
   * raises.
   */
  linkExisting(options: ExistingOptions): Promise<Shared>;
}

export function createLinkExisting(
  ports: Ports,
  store: Store,
  access: ConnectionPool,
  known: ShareAccess,
  announce: Announce,
): LinkExisting {
  const chosen = (connectionId: string | undefined) =>
    access.resolve(connectionId === undefined ? undefined : { kind: 'known', connectionId });
  /** The bucket of the address, with what the connection says about everything else. */
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
      const usual = chosen(options.connectionId).defaultExpirySeconds ?? store.get().settings.expirySeconds;
      const lifetimeSeconds = checkLifetime(options.lifetimeSeconds ?? usual);
      const address = parseObjectAddress(options.address);
      if (address.kind === 'object' && (options.title ?? options.message) !== undefined) {
        throw new Failure('bad-request', { reason: 'a title and a message belong to a page' });
      }
      const wish = { ...options, lifetimeSeconds };
      const shared = await inBucket(options.connectionId, address.bucket, (open) =>
        address.kind === 'object'
          ? linkObject(address.key, open, wish, ports, known)
          : linkFolder(address.prefix, open, wish, ports, known),
      );
      await announce([{ ok: true, shared }], options.copy);
      return shared;
    },
  };
}

/** A bucket that cannot be in a host name stays in the path, and the other way round nothing changes. */
function elsewhere(connection: Connection, bucket: string): Connection {
  const dotted = connection.addressing === 'virtual-host' && defaultAddressing(connection.endpoint, bucket) === 'path';
  return { ...connection, bucket, ...(dotted && { addressing: 'path' as const }) };
}
