// Links one stored object, and proves the link.
import { doorWish, give, givenFile, linkToStored } from '../given/given';
import { Failure } from '../model/failure';
import { displayName } from '../model/file-name';
import type { Share } from '../model/share';
import type { Shared } from '../model/share-request';
import type { OpenConnection } from '../storage/storage';
import { linkAnswer } from '../model/links/link-headers';
import { linkedShare, typeOf, type ExistingWish, type LinkingContext } from './linked-share';

/** Raises `object-not-found`, `link-unproven`, `token-expired`, and what the store raises. */
export async function linkObject(
  { ports, known }: LinkingContext,
  key: string,
  open: OpenConnection,
  wish: ExistingWish,
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
    disposition: linkAnswer(contentType, wish.disposition ?? 'attachment').disposition,
  } as const;
  const given = givenFile(draft, connection, 'not-found');
  const { row, told } = await give(ports, open, {
    seconds: () => wish.lifetimeSeconds,
    make: (until) => linkToStored(ports, given, open, until, { mayBeUnproven: true }),
    save({ signedAtMs: createdAtMs, expiresAtMs, limitedBy, verified }, planDoor) {
      const share: Share = { ...draft, createdAtMs, expiresAtMs, limitedBy, verified };
      known.save(share, () => planDoor(share));
      return share;
    },
    door: doorWish(connection, {}),
  });
  return { share: row, ...told };
}
