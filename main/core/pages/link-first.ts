// Gives a page before its files are stored: written with its status, proven, saved and copied before the first byte of a file is sent.
import { createHash } from 'node:crypto';
import type { ShareSecretsStore } from '../encryption/encryption';
import { give } from '../given/given';
import type { Announce } from '../links/links';
import { signedPlaceOf } from '../model/connection';
import { asFailure } from '../model/failure';
import { requestedSeconds } from '../model/keep-until';
import { unknownType } from '../model/links/link-headers';
import { statusPosition, type Share, type ShareItem } from '../model/share';
import type { Shared } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import type { Ports } from '../ports/ports';
import { shareChanged } from '../state/rules/app-state';
import { statusKey } from '../model/keys/object-key';
import type { OpenConnection } from '../storage/storage';
import { nextRevision, sameEnd } from './finish-page';
import type { LinkFirst, Page } from './page-entry';
import type { PageStatus } from './rules/live-page';
import { beginSending, type SendingNeeds } from './sending';
import { readStatus, statusItem, writeStatus } from './status-object';
import { writePage } from './write-page';

export interface FirstNeeds extends SendingNeeds {
  readonly ports: Ports;
  readonly announce: Announce;
  readonly secrets: Pick<ShareSecretsStore, 'finish' | 'create' | 'open'>;
}

/** Each file of an encrypted share needs a key before the page can be written. */
const mostEncrypted = 1_000;

/**
 * Gives the page, or goes on with one that an earlier process gave. Never rejects: a page that cannot be given first is given as any other, after
 * its files, and one that cannot be written anew goes on as it is. `onPrepared`: called where the uploads may run before that: no byte of a file leaves yet.
 */
export async function beginPage(
  needs: FirstNeeds,
  page: Page,
  uploads: readonly UnfinishedUpload[],
  first: LinkFirst | undefined,
  onPrepared: () => void,
): Promise<void> {
  const { ports, access, log } = needs;
  const before = ports.ledger.share(page.draft.id);
  try {
    if (before !== undefined) {
      await access.withConnection(page.choice, (open) => goOn(needs, page, uploads, before, open));
      return;
    }
    if (first === undefined || !isWhole(page, uploads, page.fileCount)) return;
    if (page.draft.encryption !== undefined && uploads.length > mostEncrypted) return;
    const given = await access.withConnection(page.choice, (open) => giveFirst(needs, page, uploads, open, onPrepared));
    const { leftSeconds } = first;
    const shared: Shared = { ...given, ...(leftSeconds !== undefined && { leftSeconds }) };
    first.onLink?.(shared);
    await needs.announce([{ ok: true, shared }], page.draft.copy);
  } catch (error) {
    log.error('a page could not be written before its files', asFailure(error));
  }
}

/** Whether the positions of all its files count up from 0, so that they are the indexes of its list. */
function isWhole({ items }: Page, uploads: readonly UnfinishedUpload[], count: number): boolean {
  const positions = new Set([...items.keys(), ...uploads.map(({ intent }) => intent.page?.position ?? -1)]);
  return positions.size === count && Math.max(...positions) === count - 1 && Math.min(...positions) === 0;
}

/** What the page says of its files, in their order: of one that is not stored yet what is known of it. */
async function entriesOf(
  { ports, secrets }: FirstNeeds,
  page: Page,
  uploads: readonly UnfinishedUpload[],
): Promise<readonly ShareItem[]> {
  const { draft, items, unusedSecrets } = page;
  const entries = new Map(items);
  const fresh: UnfinishedUpload[] = [];
  for (const upload of uploads) {
    const { intent, key, name: path, sizeBytes, encryptWith, record } = upload;
    const contentType = ports.contentTypeOf(path) ?? unknownType;
    const item: ShareItem = {
      shareId: draft.id,
      role: 'file',
      key,
      path,
      sizeBytes,
      contentType,
      storedCheck: 'sample',
    };
    const position = intent.page?.position ?? -1;
    if (encryptWith === undefined) {
      entries.set(position, item);
      continue;
    }
    // One that goes on keeps its key; no other key was ever in a manifest that a recipient can read.
    const goesOn = encryptWith !== '' && record?.multipartUploadId !== undefined;
    const made = goesOn ? undefined : await secrets.create(draft.id);
    if (made !== undefined) fresh.push({ ...upload, encryptWith: made.sealed });
    const { head } = made?.secrets ?? (await secrets.open(draft.id, encryptWith));
    entries.set(position, { ...item, headSha256: createHash('sha256').update(head).digest('base64url') });
  }
  ports.ledger.together(() => {
    for (const upload of fresh) ports.ledger.saveUpload(upload);
  });
  for (const { id } of fresh) unusedSecrets.add(id);
  return [...entries].toSorted(([a], [b]) => a - b).map(([, item]) => item);
}

const firstStatus = (page: Page, sequence: number): PageStatus => ({
  sequence,
  state: 'sending',
  sentBytes: 0,
  stored: new Set(page.items.keys()),
  failed: new Set(),
  sending: new Map(),
});

/** Raises what the store, `writePage` and the ledger raise; then nobody has a link. */
async function giveFirst(
  needs: FirstNeeds,
  page: Page,
  uploads: readonly UnfinishedUpload[],
  open: OpenConnection,
  onPrepared: () => void,
): Promise<Shared> {
  const { ports, store, secrets } = needs;
  const { ledger } = ports;
  const { connection, objects } = open;
  const { id, title: name, message, keepUntilMs, encryption, source, door } = page.draft;
  const entries = await entriesOf(needs, page, uploads);
  const manifest = encryption === undefined ? undefined : await secrets.finish(page.draft, entries);
  const about = { id, name, ...(message !== undefined && { message }) };
  const key = statusKey(connection.prefix, ports.randomBytes(16));
  // Before it is stored, so that whatever ends the page finds it.
  ledger.saveItem(statusItem(id, key), statusPosition);
  const { row, told } = await give(ports, open, {
    async nowMs() {
      // The proof comes after two writes: a round trip less, where its handshakes come meanwhile.
      const { url } = await objects.link({ key, lifetimeSeconds: 60, signedAtMs: objects.serverNowMs() });
      void ports.probe.connect?.(url, connection);
      // Its answer tells the server's clock too.
      await writeStatus(objects, key, firstStatus(page, 1));
      // A handshake and the beginning of an upload in parts take as long as what is left: the page and its proof.
      onPrepared();
      return objects.serverNowMs();
    },
    seconds: (nowMs) => requestedSeconds(page.draft, nowMs),
    fragment: () => manifest?.secret,
    make: (until, address) =>
      writePage(open, ports, { ...about, createdAtMs: until.signedAtMs }, entries, until, {
        manifest,
        statusKey: key,
        door: address,
      }),
    save({ signedAtMs, limitedBy, facts }, planDoor) {
      const share: Share = {
        ...about,
        createdAtMs: signedAtMs,
        connectionId: connection.id,
        ...signedPlaceOf(connection),
        ...facts,
        origin: 'uploaded',
        limitedBy,
        storedCheck: 'sample',
        ...(keepUntilMs !== undefined && { keepUntilMs }),
        ...(encryption !== undefined && { encryption }),
        ...(source !== undefined && { source }),
      };
      // The draft stays: it says that files are still to come.
      ledger.together(() => {
        ledger.saveShare(share);
        planDoor(share);
      });
      return share;
    },
    door,
  });
  store.apply(shareChanged(row));
  page.sending = beginSending(needs, page, uploads, { statusKey: key, sequence: 1, entries });
  return { share: row, ...told, items: entries, isSending: true };
}

/** Raises what the store and the ledger raise. */
async function goOn(
  needs: FirstNeeds,
  page: Page,
  uploads: readonly UnfinishedUpload[],
  given: Share,
  open: OpenConnection,
): Promise<void> {
  const { ports, log } = needs;
  const key = ports.ledger.items(given.id).find(({ role }) => role === 'status')?.key;
  if (key === undefined) return;
  const before = await readStatus(open.objects, key);
  // The other computer of a copied profile sent all of it: its page stays until this one has all files, too.
  if (before?.state === 'done' && uploads.length > 0) return;
  // Without the object nobody knows its number: seconds have passed more often than it was written.
  const sequence = before?.sequence ?? Math.ceil((ports.clock() - page.draft.startedAtMs) / 1_000) + 1;
  // Without entries nothing more of it is offered before its last page; what is sent is told.
  let entries: readonly ShareItem[] = [];
  try {
    if (isWhole(page, uploads, Math.max(page.fileCount, given.fileCount)))
      entries = await writeAnew(needs, page, uploads, given, { key, least: sequence + 2 }, open);
  } catch (error) {
    log.error('a page that goes on could not be written anew', asFailure(error));
  }
  page.sending = beginSending(needs, page, uploads, { statusKey: key, sequence: sequence + 1, entries });
}

/** The same page, with the files and the keys as they are now. */
async function writeAnew(
  needs: FirstNeeds,
  page: Page,
  uploads: readonly UnfinishedUpload[],
  given: Share,
  { key, least }: { readonly key: string; readonly least: number },
  open: OpenConnection,
): Promise<readonly ShareItem[]> {
  const { ports, secrets } = needs;
  const entries = await entriesOf(needs, page, uploads);
  const manifest = given.encryption === undefined ? undefined : await secrets.finish(page.draft, entries);
  await writePage(open, ports, given, entries, sameEnd(given), {
    manifest,
    statusKey: key,
    at: { key: given.key, revision: nextRevision(ports, given.id, least) },
    mayBeUnproven: true,
  });
  return entries;
}
