// Shares files by pages: one for all of them, or one each where they are encrypted, or given before they are stored.
import type { PreparedSecrets } from '../encryption/encryption';
import type { FailureCode } from '../model/failure';
import type { ItemResult } from '../model/share-request';
import type { ByteStream } from '../ports/files';
import { type LinkFirst, markOf, saveMark } from '../pages/pages';
import type { Collected, CollectedFile, Collection } from './collect-files';
import { interruptedPage, type PlannedPage, planPage, planStreamPage } from './plan-page';
import { type Batch, declined, type SharingContext, stopOnAbort } from './sharing-context';
import { showsPages } from '../model/capabilities';
import type { Connection } from '../model/connection';
import type { UnfinishedUpload } from '../model/upload';
import { secondsLeft, steadySeconds } from '../uploads/rules/progress';
import { isStoredAlready, type Ended } from '../uploads/uploads';
import { interruptedTo } from './plan-uploads';
import { takesLong } from './rules/takes-long';

/** The result of the page, then the items that could not be taken. */
export async function sharePage(
  context: SharingContext,
  { files, refused }: Pick<Collection, 'files' | 'refused'>,
  batch: Batch,
): Promise<readonly ItemResult[]> {
  const { pages, queue } = context;
  const { choice } = batch;
  const planned = saveNewPage(context, files, batch, await secretsFor(context, batch, files));
  if (planned === undefined) return files.map(({ name }) => declined(name));
  const { draft, uploads, stored } = planned;
  pages.add(draft, choice, uploads, stored);
  const after = pages.begin(draft.id, uploads, linkFirst(context, batch, uploads));
  const settled = queue.add(uploads.map((upload) => ({ upload, choice, after })));
  const without: ItemResult[] = [];
  const result = pages.finish(draft.id, goesWithout(context, batch, settled, without), refused);
  stopOnAbort(context, settled, batch, draft.id);
  return [await result, ...refused, ...without];
}

/** Of a file of a folder that others work in. */
const ofSource: ReadonlySet<FailureCode> = new Set(['file-missing', 'file-changed', 'file-unreadable']);

/** The uploads; where the page goes without a file, its upload is cancelled before it ends here, and its result is one of `without`. */
function goesWithout(
  { queue }: SharingContext,
  { request }: Batch,
  settled: ReadonlyMap<string, Promise<Ended>>,
  without: ItemResult[],
): ReadonlyMap<string, Promise<Ended>> {
  if (request.goesWithout !== true) return settled;
  const withoutIt = async (id: string, upload: Promise<Ended>): Promise<Ended> => {
    const ended = await upload;
    if (ended.ok || !ofSource.has(ended.failure.code)) return ended;
    without.push(ended);
    await queue.cancel(id);
    return ended;
  };
  return new Map(Array.from(settled, ([id, upload]) => [id, withoutIt(id, upload)]));
}

/** Each encrypted file has a page of its own where several would not share one; so has one that is given before it is stored. */
export async function shareEachPage(
  context: SharingContext,
  entries: readonly Collected[],
  batch: Batch,
): Promise<readonly ItemResult[]> {
  const { copy } = batch.request;
  const isOne = entries.length === 1;
  // Of several links the last would be alone on the clipboard.
  const own: Batch = isOne
    ? batch
    : { ...batch, plan: { ...batch.plan, intent: { ...batch.plan.intent, copy: false } } };
  const shareOne = async (entry: Collected): Promise<ItemResult> => {
    if ('refused' in entry) return entry.refused;
    const [result = declined(entry.file.name)] = await sharePage(context, { files: [entry.file], refused: [] }, own);
    const [cause, ...others] = result.ok ? [] : (result.causes ?? []);
    // The page has no other file.
    return result.ok || cause === undefined || others.length > 0
      ? result
      : { ok: false, name: result.name, failure: cause };
  };
  const ended = await Promise.all(entries.map(shareOne));
  const proven = ended.filter((result) => result.ok && result.shared.share.verified);
  if (!isOne && copy && proven.length > 0) await context.announce(proven, copy);
  return ended;
}

/** An encrypted share is a page. Nobody can resume this one, so that it counts as given up from its start, as its upload does. */
export async function shareStreamPage(
  context: SharingContext,
  stream: ByteStream,
  name: string,
  batch: Batch,
): Promise<readonly ItemResult[]> {
  const { ports, pages, queue } = context;
  const { ledger } = ports;
  const { choice, plan } = batch;
  const made = await secretsFor(context, batch, []);
  const { draft, upload } = planStreamPage(name, { ...plan, secrets: made }, ports);
  const begin = () => {
    if (choice.kind === 'known') ledger.savePageDraft({ ...draft, abandoned: true });
    made?.adopt(draft.id);
    if (choice.kind === 'known') ledger.saveUpload(upload);
  };
  if (choice.kind === 'known') ledger.together(begin);
  else begin();
  pages.add(draft, choice, [upload], new Map());
  const settled = queue.add([{ upload, choice, stream }]);
  const result = pages.finish(draft.id, settled);
  stopOnAbort(context, settled, batch, draft.id);
  const page = await result;
  const [ended] = await Promise.all(settled.values());
  if (ended === undefined || ended.ok) return [page];
  await context.announce([ended], batch.request.copy);
  return [ended];
}

/** `undefined` for a share that is not encrypted. */
async function secretsFor(
  { ports, secrets }: SharingContext,
  { choice, plan, request: { sameSecretAs }, options: { encryption, password, hasMark } }: Batch,
  files: readonly CollectedFile[],
): Promise<PreparedSecrets | undefined> {
  if (encryption === undefined) return undefined;
  // An interrupted page has a secret of its own.
  const goesOn = plan.goesOn && files.length > 0 && sameSecretAs === undefined;
  const earlier = goesOn ? interruptedPage(files, { ...plan, hasMark, forwards: false }, true, ports) : undefined;
  const { connectionId } = plan;
  return secrets.prepare({
    connectionId,
    ephemeral: choice.kind !== 'known',
    password,
    earlierId: earlier?.draft.id,
    ...(sameSecretAs !== undefined && { sameSecretAs }),
  });
}

/** Saves the draft and its uploads in one transaction before any byte is sent. */
function saveNewPage(
  { ports }: SharingContext,
  files: readonly CollectedFile[],
  { request, choice, plan, options, forwards = false }: Batch,
  made: PreparedSecrets | undefined,
): PlannedPage | undefined {
  const { ledger } = ports;
  const { title, message, name, plainPage, hasMark } = options;
  const page = { title, message, name, plainPage, hasMark, forwards, secrets: made };
  const begin = () => planPage(files, { ...plan, ...page }, ports);
  if (choice.kind !== 'known') {
    const planned = begin();
    made?.adopt(planned.draft.id);
    return planned;
  }
  // In the same transaction as the look for an interrupted page: two processes must not resume the same one.
  return ledger.together(() => {
    const begun = begin();
    if (!begun.uploads.every((upload) => request.takes?.(upload) ?? true)) return undefined;
    ledger.savePageDraft(begun.draft);
    made?.adopt(begun.draft.id);
    if (hasMark && markOf(ledger.items(begun.draft.id)) === undefined) saveMark(ports, begun.draft.id, plan.prefix);
    for (const [position, item] of begun.stored) ledger.saveItem(item, position);
    for (const upload of begun.uploads) ledger.saveUpload(upload);
    return begun;
  });
}

const connectionOf = ({ store }: SharingContext, { choice }: Batch): Connection | undefined =>
  choice.kind === 'known' ? store.get().connections.find(({ id }) => id === choice.connectionId) : undefined;

/** How the page is given before its files; `undefined`: it is given after them. */
function linkFirst(
  context: SharingContext,
  batch: Batch,
  uploads: readonly Pick<UnfinishedUpload, 'sizeBytes'>[],
): LinkFirst | undefined {
  const { choice, request, options, forwards } = batch;
  const { linkFirst: requested = 'never', onLink } = request;
  if (requested === 'never' || choice.kind !== 'known' || options.plainPage) return undefined;
  const bytesPerSecond = context.speedOf(choice.connectionId);
  const connection = connectionOf(context, batch);
  const isLong = connection !== undefined && takesLong(uploads, connection, bytesPerSecond);
  if (!isLong && requested !== 'always' && forwards !== true) return undefined;
  const sizeBytes = uploads.reduce((sum, upload) => sum + upload.sizeBytes, 0);
  const left = secondsLeft(sizeBytes, 0, bytesPerSecond ?? 0);
  return { onLink, ...(left !== undefined && { leftSeconds: steadySeconds(left) }) };
}

/**
 * Whether a file that gets a link of its own is given by a page until it is stored: where its upload takes long, or began so. One that goes on without
 * a page, or that the server can copy, is not.
 */
export function isGivenByPage(
  context: SharingContext,
  connection: Connection,
  { choice, request: { linkFirst: requested = 'never' }, options, plan }: Batch,
  { path, snapshot }: CollectedFile,
): boolean {
  const { ports, speedOf } = context;
  if (requested === 'never' || choice.kind !== 'known' || options.habit !== 'several' || !showsPages(connection))
    return false;
  if (interruptedPage([{ path }], { ...plan, hasMark: false, forwards: true }, false, ports) !== undefined) return true;
  if (interruptedTo(plan, ports).some((upload) => upload.path === path)) return false;
  if (requested === 'always') return true;
  if (!takesLong([snapshot], connection, speedOf(connection.id))) return false;
  return !isStoredAlready(path, snapshot, connection, ports);
}
