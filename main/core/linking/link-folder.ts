// Links a folder of stored objects by a page of them; only the page is uploaded.
import { showsPages } from '../model/capabilities';
import { endpointHost, placeOf } from '../model/connection';
import { Failure } from '../model/failure';
import { requestedSeconds } from '../model/keep-until';
import { watchList } from '../async/list-progress';
import { checkLinkableKey, isGuestsFile } from '../model/keys/object-key';
import { checkMessage, checkTitle, pageNames } from '../pages/rules/page-plan';
import type { Share, ShareItem } from '../model/share';
import type { OpenConnection } from '../storage/storage';
import { askedDoor, give } from '../given/given';
import { linkedShare, orphanMs, typeOf, type LinkedOptions, type LinkingContext } from './linked-share';
import type { ListedObject } from '../ports/object-store';
import { writePage } from '../pages/pages';
import type { Shared } from '../model/share-request';
import { displayName, naturalOrder } from '../model/file-name';

/** A longer page is slow to open. */
const mostFiles = 10_000;
const listedAtOnce = 1_000;

/**
 * Raises `object-not-found`, `key-unlinkable`, `bad-request` for too many files and for a folder of guests' files, `token-expired`, and what
 * listing and writing a page raise.
 */
export async function linkFolder(
  { ports, known }: LinkingContext,
  prefix: string,
  open: OpenConnection,
  options: LinkedOptions,
): Promise<Shared> {
  const { ledger } = ports;
  const { connection } = open;
  if (!showsPages(connection)) throw new Failure('page-not-shown', { host: endpointHost(connection.endpoint) });
  const folder = displayName(prefix.slice(0, -1).split('/').at(-1) ?? '');
  const found = await listFolder(prefix, open);
  if (found.length === 0) throw new Failure('object-not-found', { fileName: folder, bucket: connection.bucket });
  // A slot may still write them, and those of an encrypted request are of no use to others.
  if (found.some(({ key }) => isGuestsFile(key)))
    throw new Failure('bad-request', { reason: 'guests may still replace the files they sent there' });
  const message = options.message === undefined ? undefined : checkMessage(options.message);
  const about = {
    ...linkedShare(open, ports),
    name: options.title === undefined ? folder : checkTitle(options.title),
    ...(message !== undefined && { message }),
  };
  const names = pageNames(found.map(({ key }) => ({ root: 0, name: `${folder}/${key.slice(prefix.length)}` })));
  const items = found.map(({ key, sizeBytes }, index): ShareItem => {
    const path = names[index] ?? key;
    return {
      shareId: about.id,
      role: 'file',
      key,
      path,
      sizeBytes,
      contentType: typeOf(path, undefined, ports),
      storedCheck: 'sample',
    };
  });
  const { id: shareId } = about;
  const left = { shareId, connectionId: connection.id, ...placeOf(connection) };
  const { row, told } = await give(ports, open, {
    seconds: (nowMs) => requestedSeconds(options, nowMs),
    make: (until, door) =>
      writePage(open, ports, { ...about, createdAtMs: until.signedAtMs }, items, until, {
        // Whatever happens before the share is saved, the clean-up finds the page.
        reserve: (key) => ledger.saveOrphan({ ...left, keys: [key], expiresAtMs: until.signedAtMs + orphanMs }),
        door,
      }),
    save({ signedAtMs: createdAtMs, limitedBy, facts }, planDoor) {
      const share: Share = { ...about, createdAtMs, ...facts, limitedBy };
      known.save(share, () => {
        for (const [position, item] of items.entries()) ledger.saveItem(item, position);
        ledger.forgetOrphan(shareId);
        planDoor(share);
      });
      return share;
    },
    door: askedDoor(connection, {}),
  });
  return { share: row, ...told, items };
}

/** All objects below the prefix, in their natural order, without the placeholders of folders. */
async function listFolder(prefix: string, { objects, connection }: OpenConnection): Promise<readonly ListedObject[]> {
  const found: ListedObject[] = [];
  const watch = watchList();
  let after: string | undefined;
  do {
    const page = await objects.list(prefix, { limit: listedAtOnce, ...(after !== undefined && { after }) });
    found.push(...page.objects.filter(({ key }) => !key.endsWith('/')));
    if (found.length > mostFiles) {
      throw new Failure('bad-request', {
        reason: 'a page holds {{most}} files at most',
        reasonValues: { most: mostFiles },
      });
    }
    ({ after } = page);
    const way = watch({
      keys: page.objects.map(({ key }) => key),
      characters: page.objects.reduce((sum, { key }) => sum + key.length, 0),
      ...(after !== undefined && { next: { marker: after } }),
    });
    if (way === 'astray') {
      throw new Failure('not-s3', { host: endpointHost(connection.endpoint), bucket: connection.bucket });
    }
  } while (after !== undefined);
  for (const { key } of found) checkLinkableKey(key);
  return found.toSorted((one, other) => naturalOrder(one.key, other.key));
}
