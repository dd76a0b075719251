// Begins a change of the files of a page share: a draft of its own, and an upload per new file.
import { Failure } from '../model/failure';
import type { PageChange, PageDraft, Share } from '../model/share';
import type { ConnectionChoice, ItemResult, ShareOptions } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import { checkChangeable, checkPlace } from '../pages/pages';
import { encryptedKey, itemKey, pageFolder } from '../model/keys/object-key';
import type { Ended } from '../uploads/uploads';
import type { CollectedFile } from './collect-files';
import { newUpload } from './plan-uploads';
import { asciiFor, prefixOf, stopOnAbort, type SharingContext } from './sharing-context';

export type ChangeOptions = Pick<ShareOptions, 'signal' | 'keepWhenStopped'>;

type UnchangeableReason = NonNullable<Failure['detail']['reason']>;
export const unchangeable = ({ name: fileName }: Share, reason: UnchangeableReason, text?: string): Failure =>
  new Failure('share-unchangeable', { fileName, reason, ...(text !== undefined && { reasonValues: { text } }) });

/** Raises what `addFiles` rejects with for the share. */
export function changeable({ given, access }: SharingContext, shareId: string): Share {
  const { known, now } = given;
  const share = checkChangeable(known.get(shareId), now());
  known.checkSent(share);
  known.checkEncrypted(share);
  checkPlace(share, access.resolve({ kind: 'known', connectionId: share.connectionId }));
  return share;
}

export interface AddedFiles {
  readonly files: readonly CollectedFile[];
  /** Of the files, on the page. */
  readonly names: readonly string[];
}

export interface BegunChange {
  readonly draftId: string;
  /** Of its files, in their order. */
  readonly uploads: readonly UnfinishedUpload[];
  readonly settled: ReadonlyMap<string, Promise<Ended>>;
  readonly result: Promise<ItemResult>;
}

interface BeginOptions extends ChangeOptions {
  /** Items of the same gesture that could not be taken. */
  readonly refused: readonly ItemResult[];
  /** Copies the link of the page that a share of one file becomes. */
  readonly copy: boolean;
}

/** Saves the change with its uploads in one transaction, and begins them. */
export async function beginChange(
  context: SharingContext,
  share: Share,
  added: AddedFiles,
  change: Omit<PageChange, 'shareId'>,
  { refused, copy, ...options }: BeginOptions,
): Promise<BegunChange> {
  const { ports, pages, queue, secrets } = context;
  const choice: ConnectionChoice = { kind: 'known', connectionId: share.connectionId };
  const kept = share.encryption === undefined ? undefined : await secrets.forDraft(share);
  const { draft, uploads } = await planned(context, share, added, change, copy);
  ports.ledger.together(() => {
    ports.ledger.savePageDraft(draft);
    kept?.adopt(draft.id);
    for (const upload of uploads) ports.ledger.saveUpload(upload);
  });
  pages.add(draft, choice, uploads, new Map());
  const settled = queue.add(uploads.map((upload) => ({ upload, choice })));
  const result = pages.finish(draft.id, settled, refused);
  stopOnAbort(context, settled, { choice, request: options }, draft.id);
  return { draftId: draft.id, uploads, settled, result };
}

/** A draft of its own and an upload per file, each to a new key. Writes nothing. */
async function planned(
  context: SharingContext,
  share: Share,
  { files, names }: AddedFiles,
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
