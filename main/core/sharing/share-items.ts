// The use case "share these items", for the window, the tray and the command line alike.
import { checkNameFree, type GivenContext, isForOne, ownNameOf } from '../given/given';
import { basename } from 'node:path';
import { showsPages } from '../model/capabilities';
import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { wantsPage } from '../pages/rules/page-plan';
import type { ConnectionPool } from '../storage/connection-pool';
import type { ShareSecretsStore } from '../encryption/share-secrets';
import type { Announce } from '../links/announce-results';
import { planStream, planUploads } from './plan-uploads';
import { collectFiles, type Collected } from './collect-files';
import type { Tell } from '../state/notices';
import type { Pages } from '../pages/pages';
import type { ByteStream } from '../ports/files';
import type { Ports } from '../ports/ports';
import { announceGesture } from '../uploads/announce-gesture';
import { results } from '../uploads/queue-entry';
import { checkOptions, type CheckedOptions } from './share-options';
import { createSharePages, declined, filesIn, type Batch } from './share-pages';
import type { Store } from '../state/state-store';
import type { UploadQueue } from '../uploads/upload-queue';
import type { ConnectionChoice, ItemResult, ShareOptions, StreamOptions } from '../model/share-request';

export interface ShareService {
  /**
   * One result per file, in order, or one for the page of all files and then one per item that could not be read. Rejects only when nothing
   * could begin (bad expiry, no such connection).
   */
  shareItems(paths: readonly string[], options: ShareOptions): Promise<readonly ItemResult[]>;
  /** Raises what `shareItems` rejects with for these options, before there are files. */
  checkShare(options: ShareOptions): void;
  /** Shares the bytes of a stream by a link of its own, encrypted by a page of one file. A signal cancels it. Rejects as `shareItems` does. */
  shareStream(stream: ByteStream, name: string, options: StreamOptions): Promise<readonly ItemResult[]>;
}

export function createShareService(
  ports: Ports,
  store: Store,
  access: ConnectionPool,
  queue: UploadQueue,
  pages: Pages,
  announce: Announce,
  tell: Tell,
  secrets: Pick<ShareSecretsStore, 'prepare'>,
  given: GivenContext,
): ShareService {
  const { ledger } = ports;
  const { stopOnAbort, sharePage, shareEachPage, shareStreamPage } = createSharePages(
    ports,
    queue,
    pages,
    announce,
    secrets,
  );

  /** The bucket on this computer has another prefix while its keys live in memory. Why it does not open, each upload says. */
  const prefixOf = async ({ kind, prefix }: Connection, choice: ConnectionChoice): Promise<string> => {
    if (kind !== 'embedded') return prefix;
    return access.withConnection(choice, ({ connection }) => Promise.resolve(connection.prefix)).catch(() => prefix);
  };

  const batchOf = async (
    request: ShareOptions,
    options: CheckedOptions,
    connection: Connection,
    names: readonly string[],
  ): Promise<Batch> => {
    const { id: connectionId, bucket, keyTemplate } = connection;
    const choice = request.connection ?? { kind: 'known', connectionId };
    const { lifetimeSeconds, keepUntilMs } = options;
    const { copy, disposition = 'attachment' } = request;
    const prefix = await prefixOf(connection, choice);
    const isPlain = [options.name ?? '', ...names].every((name) => /^\p{ASCII}*$/u.test(name));
    const toAscii = isPlain ? (name: string) => name : await ports.transliteration();
    const kept = keepUntilMs === undefined ? {} : { keepUntilMs };
    const door = options.door === undefined ? {} : { door: options.door };
    const intent = { lifetimeSeconds, disposition, copy, batchId: ports.newId(), ...kept, ...door };
    return {
      request,
      options,
      choice,
      wish: { connectionId, bucket, prefix, keyTemplate, toAscii, intent, goesOn: choice.kind === 'known' },
    };
  };

  const shareEach = async (entries: readonly Collected[], batch: Batch): Promise<readonly ItemResult[]> => {
    if (isForOne(batch.options.door) && filesIn(entries).length > 1) {
      throw new Failure('bad-request', { reason: 'a name of a short link can be given to one link only' });
    }
    const planned = planUploads(filesIn(entries), batch.options.name, batch.wish, ports);
    let uploads = planned;
    if (batch.choice.kind === 'known' && planned.length > 0) {
      ledger.together(() => {
        uploads = planned.filter((upload) => batch.request.claims?.(upload) ?? true);
        for (const upload of uploads) ledger.saveUpload(upload);
      });
    }
    const settled = queue.add(uploads.map((upload) => ({ upload, choice: batch.choice })));
    stopOnAbort(settled, batch);
    const refused = entries.flatMap((entry) => ('refused' in entry ? [entry.refused] : []));
    await announceGesture({ uploads: settled, refused, copy: batch.request.copy }, store, announce);
    const ended = results(
      await Promise.all(planned.map(async ({ id, name }) => (await settled.get(id)) ?? declined(name))),
    );
    let next = 0;
    const missing: ItemResult = { ok: false, name: '', failure: new Failure('unexpected') };
    return entries.map((entry) => ('file' in entry ? (ended[next++] ?? missing) : entry.refused));
  };

  const checkOwnName = async ({ id }: Connection, { door }: CheckedOptions): Promise<void> => {
    const name = ownNameOf(door);
    if (name !== undefined) await checkNameFree(given, id, name);
  };

  const checked = (request: ShareOptions) => {
    const connection = access.resolve(request.connection);
    return { connection, options: checkOptions(request, store.get().settings, connection, ports.clock()) };
  };

  return {
    checkShare(request) {
      checked(request);
    },
    async shareItems(paths, request) {
      const { connection, options } = checked(request);
      const { entries, skippedLinks } = await collectFiles(ports.files, paths, ports.mayFollow);
      if (skippedLinks > 0) tell({ kind: 'skipped', count: skippedLinks });
      const files = filesIn(entries);
      const names = files.map(({ name }) => name);
      await checkOwnName(connection, options);
      const batch = await batchOf(request, options, connection, names);
      if (options.name !== undefined && (paths.length > 1 || files.length > 1)) return nameForOne(paths);
      if (!wantsPage(options.habit, paths.length, files)) {
        return options.encryption === undefined ? shareEach(entries, batch) : shareEachPage(entries, batch);
      }
      if (showsPages(connection)) return sharePage(entries, batch);
      // Before any byte is sent: a user who wanted a page may stop here.
      tell({ kind: 'separate-links', connectionName: connection.name });
      return shareEach(entries, batch);
    },

    async shareStream(stream, name, request) {
      const { connection, options } = checked({ ...request, name });
      await checkOwnName(connection, options);
      const batch = await batchOf(request, options, connection, []);
      if (options.encryption !== undefined) return shareStreamPage(stream, options.name ?? name, batch);
      const upload = planStream(options.name ?? name, batch.wish, ports);
      if (batch.choice.kind === 'known') ledger.saveUpload(upload);
      const settled = queue.add([{ upload, choice: batch.choice, stream }]);
      stopOnAbort(settled, batch);
      const ended = results(await Promise.all(settled.values()));
      await announce(ended, request.copy);
      return ended;
    },
  };
}

const nameForOne = (paths: readonly string[]): readonly ItemResult[] =>
  paths.map((path) => ({
    ok: false,
    name: basename(path) || path,
    failure: new Failure('bad-request', { reason: 'a name can be given to one file only' }),
  }));
