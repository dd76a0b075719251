// The use case "share these items", for the window, the tray and the command line alike.
import { checkNameFree, isForOne, ownNameOf } from '../given/given';
import { showsPages } from '../model/capabilities';
import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { ItemResult, ShareOptions, StreamOptions } from '../model/share-request';
import type { UnfinishedUpload } from '../model/upload';
import { wantsPage } from '../pages/rules/page-plan';
import type { ByteStream } from '../ports/files';
import { announceGesture, results } from '../uploads/uploads';
import { collected, type Collection } from './collect-files';
import { isGivenByPage, shareEachPage, sharePage, shareStreamPage } from './share-pages';
import { planStream, planUploads } from './plan-uploads';
import { type CheckedOptions, checkOptions } from './share-options';
import { asciiFor, type Batch, declined, prefixOf, type SharingContext, stopOnAbort } from './sharing-context';

/** Raises what `shareItems` rejects with for these options, before there are files. */
export function checkShare(context: SharingContext, request: ShareOptions): void {
  checked(context, request);
}

/**
 * One result per file, in order, or one for the page of all files and then one per item that could not be read. Rejects only when nothing
 * could begin (bad expiry, no such connection).
 */
export async function shareItems(
  context: SharingContext,
  paths: readonly string[],
  request: ShareOptions,
): Promise<readonly ItemResult[]> {
  const { tell } = context;
  const { connection, options } = checked(context, request);
  const collection = await collected(context, paths);
  const { entries, files, namedCount } = collection;
  await request.agrees?.(files);
  const names = files.map(({ name }) => name);
  await checkOwnName(context, connection, options);
  const batch = await batchOf(context, request, options, connection, names);
  if (options.name !== undefined && (namedCount > 1 || files.length > 1)) {
    throw new Failure('bad-request', { reason: 'a name can be given to one file only' });
  }
  if (!wantsPage(options.habit, namedCount, files)) {
    if (options.encryption !== undefined) return shareEachPage(context, entries, batch);
    const [only] = files;
    const forwards = only !== undefined && entries.length === 1 && isGivenByPage(context, connection, batch, only);
    return forwards ? shareEachPage(context, entries, { ...batch, forwards }) : shareEach(context, collection, batch);
  }
  if (showsPages(connection)) return sharePage(context, collection, batch);
  // Before any byte is sent: a user who wanted a page may stop here.
  tell({ kind: 'separate-links', connectionName: connection.name });
  return shareEach(context, collection, batch);
}

/** Shares the bytes of a stream by a link of its own, encrypted by a page of one file. A signal cancels it. Rejects as `shareItems` does. */
export async function shareStream(
  context: SharingContext,
  stream: ByteStream,
  name: string,
  request: StreamOptions,
): Promise<readonly ItemResult[]> {
  const { ports, queue } = context;
  const { connection, options } = checked(context, { ...request, name });
  await checkOwnName(context, connection, options);
  const batch = await batchOf(context, request, options, connection, []);
  if (options.encryption !== undefined) return shareStreamPage(context, stream, options.name ?? name, batch);
  const upload = planStream(options.name ?? name, batch.plan, ports);
  if (batch.choice.kind === 'known') ports.ledger.saveUpload(upload);
  const settled = queue.add([{ upload, choice: batch.choice, stream }]);
  stopOnAbort(context, settled, batch);
  const ended = results(await Promise.all(settled.values()));
  await context.announce(ended, request.copy);
  return ended;
}

function checked({ access, store, ports }: SharingContext, request: ShareOptions) {
  const connection = access.resolve(request.connection);
  return { connection, options: checkOptions(request, store.get().settings, connection, ports.clock()) };
}

async function checkOwnName({ given }: SharingContext, { id }: Connection, { door }: CheckedOptions): Promise<void> {
  const name = door === undefined ? undefined : ownNameOf(door);
  if (name !== undefined) await checkNameFree(given, id, name);
}

async function batchOf(
  context: SharingContext,
  request: ShareOptions,
  options: CheckedOptions,
  connection: Connection,
  names: readonly string[],
): Promise<Batch> {
  const { ports, store } = context;
  const { id: connectionId, bucket, keyTemplate } = connection;
  const choice = request.connection ?? { kind: 'known', connectionId };
  const { lifetimeSeconds, endsAtMs, keepUntilMs } = options;
  const { opensInBrowser } = store.get().settings;
  const { copy, disposition = opensInBrowser ? 'inline' : 'attachment' } = request;
  const prefix = await prefixOf(context, connection, choice);
  const toAscii = await asciiFor(context, [options.name ?? '', ...names]);
  const ends = endsAtMs === undefined ? {} : { endsAtMs };
  const kept = keepUntilMs === undefined ? {} : { keepUntilMs };
  const door = options.door === undefined ? {} : { door: options.door };
  const intent = { lifetimeSeconds, disposition, copy, batchId: ports.newId(), ...ends, ...kept, ...door };
  return {
    request,
    options,
    choice,
    plan: { connectionId, bucket, prefix, keyTemplate, toAscii, intent, goesOn: choice.kind === 'known' },
  };
}

async function shareEach(
  context: SharingContext,
  { entries, files, refused }: Collection,
  batch: Batch,
): Promise<readonly ItemResult[]> {
  const { ports, queue, store, announce } = context;
  if (files.length > 1 && isForOne(batch.options.door)) {
    throw new Failure('bad-request', { reason: 'a name of a short link can be given to one link only' });
  }
  const plan = () => planUploads(files, batch.options.name, batch.plan, ports);
  let planned: readonly UnfinishedUpload[] = [];
  let uploads = planned;
  if (files.length > 0 && batch.choice.kind === 'known') {
    // In the same transaction as the look for interrupted uploads: two processes must not resume the same one.
    ports.ledger.together(() => {
      planned = plan();
      uploads = planned.filter((upload) => batch.request.takes?.(upload) ?? true);
      for (const upload of uploads) ports.ledger.saveUpload(upload);
    });
  } else uploads = planned = plan();
  const settled = queue.add(uploads.map((upload) => ({ upload, choice: batch.choice })));
  stopOnAbort(context, settled, batch);
  await announceGesture({ uploads: settled, refused, copy: batch.request.copy }, store, announce);
  const ended = await Promise.all(
    planned.map(async ({ id, name }): Promise<ItemResult> => {
      const one = await settled.get(id);
      return one === undefined || 'pageId' in one ? declined(name) : one;
    }),
  );
  let next = 0;
  const missing: ItemResult = { ok: false, name: '', failure: new Failure('unexpected') };
  return entries.map((entry) => ('file' in entry ? (ended[next++] ?? missing) : entry.refused));
}
