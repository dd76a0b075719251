// The use case "share these items", for the window, the tray and the command line alike.
import { basename } from 'node:path';
import { showsPages } from '../model/capabilities';
import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { wantsPage } from '../pages/rules/page-plan';
import type { ConnectionPool } from '../storage/connection-pool';
import type { Announce } from '../links/announce-results';
import { planPage, type PlannedPage } from './plan-page';
import { planStream, planUploads, type UploadWish } from './plan-uploads';
import { collectFiles, type Collected, type CollectedFile } from './collect-files';
import type { Tell } from '../state/notices';
import type { Pages } from '../pages/pages';
import type { ByteStream } from '../ports/files';
import type { Ports } from '../ports/ports';
import type { DoorServices } from '../doors/doors';
import { announceGesture } from '../uploads/announce-gesture';
import { results, type Ended } from '../uploads/queue-entry';
import { checkOptions, type CheckedOptions } from './share-options';
import type { Store } from '../state/state-store';
import type { UploadQueue } from '../uploads/upload-queue';
import type { ConnectionChoice, ItemResult, ShareOptions, StreamOptions } from '../model/share-request';

export interface ShareService {
  /**
   * One result per file, in order, or one for the page of all files and then one per item that could not be read. Rejects only when nothing
   * could begin (bad expiry, no such connection).
   */
  shareItems(paths: readonly string[], options: ShareOptions): Promise<readonly ItemResult[]>;
  /** Shares the bytes of a stream by a link of its own, never by a page. A signal cancels it. Rejects as `shareItems` does. */
  shareStream(stream: ByteStream, name: string, options: StreamOptions): Promise<readonly ItemResult[]>;
}

/** What the items of one request have in common. */
interface Batch {
  readonly request: ShareOptions;
  readonly options: CheckedOptions;
  readonly choice: ConnectionChoice;
  readonly wish: UploadWish;
}

export function createShareService(
  ports: Ports,
  store: Store,
  access: ConnectionPool,
  queue: UploadQueue,
  pages: Pages,
  announce: Announce,
  tell: Tell,
  { checkName }: Pick<DoorServices, 'checkName'>,
): ShareService {
  const { ledger } = ports;

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

  /** Cancels or pauses the uploads, and gives up their page, when the caller's signal fires before all have settled. */
  const stopOnAbort = (
    settled: ReadonlyMap<string, Promise<Ended>>,
    { choice, request: { signal, keepWhenStopped } }: Batch,
    pageId?: string,
  ) => {
    if (signal === undefined) return;
    const stop = () => {
      const keeps = choice.kind === 'known' && keepWhenStopped === true;
      if (pageId !== undefined && !keeps) pages.giveUp(pageId);
      for (const id of settled.keys()) {
        if (keeps) queue.pause(id);
        else void queue.cancel(id);
      }
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    void Promise.all(settled.values()).finally(() => signal.removeEventListener('abort', stop));
  };

  const shareEach = async (entries: readonly Collected[], batch: Batch): Promise<readonly ItemResult[]> => {
    if ((batch.options.door ?? '') !== '' && filesIn(entries).length > 1) {
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

  /** Saves the draft and its uploads in one transaction before any byte is sent. */
  const saveNewPage = (files: readonly CollectedFile[], { choice, wish, options }: Batch): PlannedPage => {
    const { title, message, name, plainPage } = options;
    const begin = () => planPage(files, { ...wish, title, message, name, plainPage }, ports);
    if (choice.kind !== 'known') return begin();
    let begun: PlannedPage | undefined;
    // In the same transaction as the look for an interrupted page: two processes must not resume the same one.
    ledger.together(() => {
      begun = begin();
      ledger.savePageDraft(begun.draft);
      for (const [position, item] of begun.stored) ledger.saveItem(item, position);
      for (const upload of begun.uploads) ledger.saveUpload(upload);
    });
    return begun ?? begin();
  };

  const sharePage = async (entries: readonly Collected[], batch: Batch): Promise<readonly ItemResult[]> => {
    const { choice } = batch;
    const { draft, uploads, stored } = saveNewPage(filesIn(entries), batch);
    const refused = entries.flatMap((entry) => ('refused' in entry ? [entry.refused] : []));
    pages.add(draft, choice, uploads, stored);
    const settled = queue.add(uploads.map((upload) => ({ upload, choice })));
    const result = pages.finish(draft.id, settled, refused);
    stopOnAbort(settled, batch, draft.id);
    return [await result, ...refused];
  };

  return {
    async shareItems(paths, request) {
      const connection = access.resolve(request.connection);
      const options = checkOptions(request, store.get().settings, connection, ports.clock());
      const { entries, skippedLinks } = await collectFiles(ports.files, paths, ports.mayFollow);
      if (skippedLinks > 0) tell({ kind: 'skipped', count: skippedLinks });
      const files = filesIn(entries);
      const names = files.map(({ name }) => name);
      if (options.door !== undefined && options.door !== '') await checkName(connection.id, options.door);
      const batch = await batchOf(request, options, connection, names);
      if (options.name !== undefined && (paths.length > 1 || files.length > 1)) return nameForOne(paths);
      if (!wantsPage(options.habit, paths.length, files)) return shareEach(entries, batch);
      if (showsPages(connection)) return sharePage(entries, batch);
      // Before any byte is sent: a user who wanted a page may stop here.
      tell({ kind: 'separate-links', connectionName: connection.name });
      return shareEach(entries, batch);
    },

    async shareStream(stream, name, request) {
      const connection = access.resolve(request.connection);
      const options = checkOptions({ ...request, name }, store.get().settings, connection, ports.clock());
      if (options.door !== undefined && options.door !== '') await checkName(connection.id, options.door);
      const batch = await batchOf(request, options, connection, []);
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

const filesIn = (entries: readonly Collected[]): readonly CollectedFile[] =>
  entries.flatMap((entry) => ('file' in entry ? [entry.file] : []));

const declined = (name: string): ItemResult => ({ ok: false, name, failure: new Failure('cancelled') });

const nameForOne = (paths: readonly string[]): readonly ItemResult[] =>
  paths.map((path) => ({
    ok: false,
    name: basename(path) || path,
    failure: new Failure('bad-request', { reason: 'a name can be given to one file only' }),
  }));
