// Links objects that were in the bucket before; Mayfly never deletes them. Of a guest's file it links a copy.
import { refuseUnencrypted } from '../model/encryption';
import type { Connection } from '../model/connection';
import { checkLifetime } from '../model/expiry';
import { defaultAddressing, longestLifetimeOf } from '../providers/providers';
import { Failure } from '../model/failure';
import { parseObjectAddress } from '../model/keys/object-address';
import type { ConnectionPool, OpenConnection } from '../storage/storage';
import type { Announce } from '../links/links';
import { isGuestsFile } from '../model/keys/object-key';
import { type GuestObject, linkCopy } from './share-server-copy';
import { linkFolder } from './link-folder';
import { type LinkedOptions, linkedShare, type LinkingContext, typeOf } from './linked-share';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import type { Shared } from '../model/share-request';
import { checkRequested } from '../model/policy/organisation-rule';
import { askedDoor, give, givenFile, linkToStored } from '../given/given';
import { requestedSeconds } from '../model/keep-until';
import { displayName } from '../model/file-name';
import type { Share } from '../model/share';
import { linkAnswer } from '../model/links/link-headers';

export interface ExistingOptions extends Omit<LinkedOptions, 'lifetimeSeconds'> {
  /** `s3://bucket/key`, or `s3://bucket/folder/` for a page of its objects. */
  readonly address: string;
  /** Integer, 1 to what its server takes. Default: the connection's own, else the setting. */
  readonly lifetimeSeconds?: number;
  /** Default: the default connection. Its credentials open the bucket of the address. */
  readonly connectionId?: string;
  /** Put the link on the clipboard. */
  readonly copy: boolean;
}

export interface ExistingContext extends LinkingContext {
  readonly store: Pick<Store, 'get'>;
  readonly access: ConnectionPool;
  readonly announce: Announce;
}

/**
 * Links a stored object, or a page of a folder of objects; uploads only the page. A guest's file, which a slot may still write, is shared by a
 * copy. Raises `bad-request`, `encryption-demanded`, `bucket-name-invalid`, `key-unlinkable`, `object-not-found`, `access-denied`, `expiry-out-of-range`,
 * `link-unproven`, and what copying and writing a page raises.
 */
export async function linkExisting(context: ExistingContext, options: ExistingOptions): Promise<Shared> {
  const { access, store, announce } = context;
  const { connectionId } = options;
  const connection = access.resolve(connectionId === undefined ? undefined : { kind: 'known', connectionId });
  const usual = connection.defaultExpirySeconds ?? store.get().settings.expirySeconds;
  refuseUnencrypted(connection);
  checkRequested(connection, options.lifetimeSeconds);
  const lifetimeSeconds = checkLifetime(options.lifetimeSeconds ?? usual, longestLifetimeOf(connection));
  const address = parseObjectAddress(options.address);
  if (address.kind === 'object' && (options.title ?? options.message) !== undefined) {
    throw new Failure('bad-request', { reason: 'a title and a message belong to a page' });
  }
  const linked = { ...options, lifetimeSeconds };
  const shared = await inBucket(context, connection.id, address.bucket, (open) => {
    if (address.kind === 'folder') return linkFolder(context, address.prefix, open, linked);
    const { key } = address;
    return isGuestsFile(key)
      ? linkCopy(context, guestObject(key, open, context.ports), open, linked)
      : linkObject(context, key, open, linked);
  });
  await announce([{ ok: true, shared }], options.copy);
  return shared;
}

/** Opens the bucket of the address with the other settings of the connection. */
const inBucket = <T>(
  { access }: Pick<ExistingContext, 'access'>,
  connectionId: string,
  bucket: string,
  action: (open: OpenConnection) => Promise<T>,
): Promise<T> =>
  access.withConnection({ kind: 'known', connectionId }, async (open) => {
    if (open.connection.bucket === bucket) return action(open);
    if (open.connection.kind === 'embedded') throw new Failure('bucket-missing', { bucket });
    return access.withPlace(open, elsewhere(open.connection, bucket), action);
  });

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

/** Raises `object-not-found`, `link-unproven`, `token-expired`, and what the store raises. */
async function linkObject(
  { ports, known }: LinkingContext,
  key: string,
  open: OpenConnection,
  linked: LinkedOptions,
): Promise<Shared> {
  const { connection, objects } = open;
  const name = displayName(key.slice(key.lastIndexOf('/') + 1));
  const stored = await objects.describe(key);
  if (stored === undefined) throw new Failure('object-not-found', { fileName: name, bucket: connection.bucket });
  const contentType = typeOf(name, stored.contentType, ports);
  const draft = {
    ...linkedShare(open, ports),
    kind: 'file',
    key,
    name,
    sizeBytes: stored.sizeBytes,
    fileCount: 1,
    contentType,
    disposition: linkAnswer(contentType, linked.disposition ?? 'attachment').disposition,
  } as const;
  const given = givenFile(draft, connection, 'not-found');
  const { row, told } = await give(ports, open, {
    seconds: (nowMs) => requestedSeconds(linked, nowMs),
    make: (until) => linkToStored(ports, given, open, until, { mayBeUnproven: true }),
    save({ signedAtMs: createdAtMs, expiresAtMs, limitedBy, verified }, planDoor) {
      const share: Share = { ...draft, createdAtMs, expiresAtMs, limitedBy, verified };
      known.save(share, () => planDoor(share));
      return share;
    },
    door: askedDoor(connection, {}),
  });
  return { share: row, ...told };
}
