// Links one stored object, and proves the link.
import { linkAnswer } from '../model/links/link-headers';
import { Failure } from '../model/failure';
import type { Share } from '../model/share';
import type { OpenConnection } from '../storage/open-connection';
import { givenShare, linkToStored, type ShareAccess } from '../given/given';
import { lifetimeOf, linkedShare, typeOf, type ExistingWish } from './linked-share';
import type { Ports } from '../ports/ports';
import type { Shared } from '../model/share-request';
import { displayName } from '../model/file-name';

/** Raises `object-not-found`, `link-unproven`, `token-expired`, and what the store raises. */
export async function linkObject(
  key: string,
  open: OpenConnection,
  wish: ExistingWish,
  ports: Ports,
  known: ShareAccess,
): Promise<Shared> {
  const { connection, objects } = open;
  const name = displayName(key.slice(key.lastIndexOf('/') + 1));
  const stored = await objects.describe(key);
  if (stored === undefined) throw new Failure('object-not-found', { fileName: name, bucket: connection.bucket });
  const contentType = typeOf(name, stored.contentType, ports);
  const { signedAtMs, lifetimeSeconds, limitedBy } = lifetimeOf(open, wish);
  const draft: Share = {
    ...linkedShare(open, signedAtMs, ports),
    kind: 'file',
    key,
    name,
    sizeBytes: stored.sizeBytes,
    fileCount: 1,
    contentType,
    disposition: linkAnswer(contentType, wish.disposition ?? 'attachment').disposition,
    expiresAtMs: signedAtMs + lifetimeSeconds * 1_000,
    limitedBy,
    verified: false,
  };
  const given = givenShare(draft, [], connection, 'not-found');
  const until = { signedAtMs, lifetimeSeconds };
  const { url, ...made } = await linkToStored(ports, given, open, until, { mayBeUnproven: true });
  const share: Share = { ...draft, expiresAtMs: made.expiresAtMs, verified: made.verified };
  known.save(share);
  return { share, url, connectionName: connection.name };
}
