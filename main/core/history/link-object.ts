// Links one stored object, and proves the link.
import { linkAnswer } from '../storage/rules/content-type';
import { Failure } from '../model/failure';
import type { Share } from '../model/share';
import type { OpenConnection } from '../storage/open-connection';
import { proveLink, type ShareAccess, signShare } from '../given/given';
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
  const missing = new Failure('object-not-found', { fileName: name, bucket: connection.bucket });
  const stored = await objects.describe(key);
  if (stored === undefined) throw missing;
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
  const { url, expiresAtMs } = await signShare(draft, open, lifetimeSeconds);
  const { verdict, answer } = await proveLink(ports.probe, url, stored.sizeBytes, connection);
  if (verdict === 'gone') throw missing;
  if (verdict === 'wrong') {
    throw new Failure('link-unproven', { fileName: name, ...(answer && { status: answer.status }) });
  }
  const share: Share = { ...draft, expiresAtMs, verified: verdict === 'proven' };
  known.save(share);
  return { share, url, connectionName: connection.name };
}
