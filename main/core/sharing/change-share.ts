// Changes the files of a share while its link stays: files are added, one takes the place of another, or some are taken out.
import { basename } from 'node:path';
import { Failure } from '../model/failure';
import type { PageChange, PageDraft, Share, ShareItem } from '../model/share';
import type { ConnectionChoice, ItemResult, ShareOptions } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import { checkChangeable, checkPlace, replacedName } from '../pages/rules/page-change';
import { addedNames } from '../pages/rules/page-plan';
import { encryptedKey, itemKey, pageFolder } from '../storage/rules/object-key';
import type { Collected, CollectedFile } from './collect-files';
import { newUpload } from './plan-uploads';
import { asciiFor, collected, filesIn, prefixOf, refusedIn, stopOnAbort, type SharingContext } from './sharing-context';

export type ChangeOptions = Pick<ShareOptions, 'signal' | 'keepWhenStopped'>;

export interface AddOptions extends ChangeOptions {
  /** A share of one file becomes a page, which has a link of its own; the former link opens the file until its end. */
  readonly newLink?: boolean;
  /** Copies the link of such a page. Default: no. */
  readonly copy?: boolean;
}

/**
 * Uploads the files of these paths and adds them to the share. One result for the share, and then one per item that could not be read. Rejects when
 * nothing could begin: `share-not-found`, `bad-request` for a link that has ended or was taken back and for no file, `share-unchangeable`,
 * `link-would-change` for a share of one file without `newLink`, `object-missing`, `encryption-demanded`, `share-secret-missing`.
 */
export async function addFiles(
  context: SharingContext,
  shareId: string,
  paths: readonly string[],
  options: AddOptions = {},
): Promise<readonly ItemResult[]> {
  const share = changeable(context, shareId);
  if (share.kind === 'file' && options.newLink !== true)
    throw new Failure('link-would-change', { fileName: share.name });
  const entries = await collected(context, paths);
  const files = filesIn(entries);
  return changeBy(context, share, { entries, files, names: addedNames(files) }, { removes: [] }, options);
}

/**
 * Uploads a file and puts it in the place of the one that the page calls `name`, with its folders. Results and failures as of `addFiles`, and
 * `share-unchangeable` where there is none of that name.
 */
export async function replaceFile(
  context: SharingContext,
  shareId: string,
  name: string,
  path: string,
  options: ChangeOptions = {},
): Promise<readonly ItemResult[]> {
  const share = changeable(context, shareId);
  const [replaced] = itemsNamed(context, share, [name]);
  const entries = await collected(context, [path]);
  const files = filesIn(entries);
  const [file] = files;
  if (files.length > 1 || file?.name.includes('/') === true)
    throw unchangeable(share, 'one file takes the place of one file');
  const names = file === undefined || replaced === undefined ? [] : [replacedName(replaced.path, basename(file.name))];
  const change = { removes: [], ...(replaced !== undefined && { replaces: replaced.key }) };
  return changeBy(context, share, { entries, files, names }, change, options);
}

/** Takes the files of these names, with their folders, out of the share and deletes them. Result and failures as of `replaceFile`. */
export async function removeFiles(
  context: SharingContext,
  shareId: string,
  names: readonly string[],
): Promise<ItemResult> {
  const share = changeable(context, shareId);
  const removed = itemsNamed(context, share, names);
  if (removed.length >= share.fileCount)
    throw unchangeable(share, 'at least one file stays; take its link back instead');
  const [result] = await changeBy(
    context,
    share,
    { entries: [], files: [], names: [] },
    { removes: removed.map(({ key }) => key) },
    {},
  );
  return result ?? { ok: false, name: share.name, failure: new Failure('unexpected') };
}

type UnchangeableReason = NonNullable<Failure['detail']['reason']>;
const unchangeable = ({ name: fileName }: Share, reason: UnchangeableReason): Failure =>
  new Failure('share-unchangeable', { fileName, reason });

function changeable({ given, access }: SharingContext, shareId: string): Share {
  const { known, now } = given;
  const share = checkChangeable(known.get(shareId), now());
  known.checkSent(share);
  known.checkEncrypted(share);
  checkPlace(share, access.resolve({ kind: 'known', connectionId: share.connectionId }));
  return share;
}

function itemsNamed({ ports }: SharingContext, share: Share, names: readonly string[]): readonly ShareItem[] {
  if (share.kind === 'file') throw unchangeable(share, 'its link opens one file, and not a page');
  const files = ports.ledger.items(share.id).filter(({ role }) => role === 'file');
  return [...new Set(names)].map((name) => {
    const found = files.find(({ path }) => path === name);
    if (found === undefined) throw unchangeable(share, 'it has no file of that name');
    return found;
  });
}

interface Added {
  readonly entries: readonly Collected[];
  readonly files: readonly CollectedFile[];
  /** Of the files, on the page. */
  readonly names: readonly string[];
}

async function changeBy(
  context: SharingContext,
  share: Share,
  { entries, files, names }: Added,
  change: Omit<PageChange, 'shareId'>,
  options: AddOptions,
): Promise<readonly ItemResult[]> {
  const { ports, pages, queue, secrets } = context;
  const refused = refusedIn(entries);
  if (files.length === 0 && change.removes.length === 0) {
    if (refused.length > 0) return refused;
    throw unchangeable(share, 'there is no file to add');
  }
  const choice: ConnectionChoice = { kind: 'known', connectionId: share.connectionId };
  const lent = share.encryption === undefined ? undefined : await secrets.lend(share);
  const copy = share.kind === 'file' && options.copy === true;
  const { draft, uploads } = await planned(context, share, { files, names }, change, copy);
  ports.ledger.together(() => {
    ports.ledger.savePageDraft(draft);
    lent?.adopt(draft.id);
    for (const upload of uploads) ports.ledger.saveUpload(upload);
  });
  pages.add(draft, choice, uploads, new Map());
  const settled = queue.add(uploads.map((upload) => ({ upload, choice })));
  const result = pages.finish(draft.id, settled, refused);
  stopOnAbort(context, settled, { choice, request: options }, draft.id);
  return [await result, ...refused];
}

/** A draft of its own and an upload per file, each to a new key. Writes nothing. */
async function planned(
  context: SharingContext,
  share: Share,
  { files, names }: Pick<Added, 'files' | 'names'>,
  change: Omit<PageChange, 'shareId'>,
  copy: boolean,
): Promise<{ readonly draft: PageDraft; readonly uploads: readonly UnfinishedUpload[] }> {
  const { ports, access, store } = context;
  const { id: shareId, connectionId, bucket, name: title, encryption } = share;
  const choice: ConnectionChoice = { kind: 'known', connectionId };
  const connection = access.resolve(choice);
  const id = ports.newId();
  const folder = pageFolder(await prefixOf(context, connection, choice), ports.randomBytes(16));
  const toAscii = await asciiFor(context, names);
  const lifetimeSeconds = Math.max(1, Math.ceil((share.expiresAtMs - context.given.now()) / 1_000));
  const draft: PageDraft = {
    id,
    connectionId,
    bucket,
    folder,
    title,
    lifetimeSeconds,
    ...(encryption !== undefined && { encryption }),
    copy,
    startedAtMs: ports.clock(),
    ownerPid: ports.pid,
    change: { shareId, ...change },
  };
  const disposition = store.get().settings.opensInBrowser ? 'inline' : 'attachment';
  const uploads = files.map((file, position) => {
    const name = names[position] ?? file.name;
    const key =
      encryption === undefined ? itemKey(folder, position, name, toAscii) : encryptedKey(folder, ports.randomBytes(16));
    const intent = { lifetimeSeconds, disposition, copy: false, batchId: id, page: { id, position } } as const;
    const upload = newUpload(file, { name, key, intent }, { connectionId, bucket }, ports);
    return encryption === undefined ? upload : { ...upload, encryptWith: '' };
  });
  return { draft, uploads };
}
