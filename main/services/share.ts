// Why this exists: "share these items" is written once; the window, the tray and the command line are its front doors.
import { basename } from 'node:path';
import { checkChosenName } from '../domain/disposition';
import { checkLifetime } from '../domain/expiry';
import { asFailure, Failure } from '../domain/failure';
import { objectKey } from '../domain/object-key';
import type { Disposition } from '../domain/share';
import type { Access } from './access';
import type { Announce } from './announce';
import type { ConnectionChoice, ItemResult, ShareOptions } from './app';
import { createTell } from './notices';
import type { Found, FoundFile, Ports, UnfinishedUpload, UploadIntent } from './ports';
import type { Store } from './store';
import type { UploadQueue } from './upload-queue';

export interface ShareService {
  /** One result per file, in order; rejects only when nothing could be begun (bad expiry, no such connection). */
  shareItems(paths: readonly string[], options: ShareOptions): Promise<readonly ItemResult[]>;
  /** Shares the files, picture or text on the clipboard; raises `clipboard-empty`. */
  shareClipboard(disposition?: Disposition): Promise<readonly ItemResult[]>;
  /** Removes what was shared of the clipboard and is needed by no upload any more. Never rejects. */
  tidyClipboard(): Promise<void>;
}

/** What the items of one gesture have in common. */
interface Batch {
  readonly choice: ConnectionChoice;
  readonly prefix: string;
  readonly intent: UploadIntent;
  /** What processes that are gone left to this place; an item that goes on with one takes it out. */
  readonly interrupted: UnfinishedUpload[];
}

type Collected = { readonly upload: UnfinishedUpload } | ItemResult;

/** A thousand files on one command line are looked at faster than one after another, and the disk is not flooded. */
const lookedAtOnce = 16;

export function createShareService(
  ports: Ports,
  store: Store,
  access: Access,
  queue: UploadQueue,
  announce: Announce,
): ShareService {
  const { ledger } = ports;
  const notice = createTell(ports, store);

  /** Uploads to this place, begun by processes that are gone: the same file goes on where it stopped. */
  const interruptedTo = (choice: ConnectionChoice): UnfinishedUpload[] => {
    if (choice.kind !== 'known') return [];
    return ledger
      .unfinishedUploads()
      .filter(
        (row) =>
          row.connectionId === choice.connectionId &&
          row.state !== 'abandoned' &&
          row.ownerPid !== ports.pid &&
          !ports.isAlive(row.ownerPid),
      );
  };

  const uploadOf = (
    file: FoundFile,
    name: string,
    { choice, prefix, intent, interrupted }: Batch,
  ): UnfinishedUpload => {
    const { id: connectionId, bucket } = access.chosen(choice);
    // Named twice in one command, the file becomes two links: the second begins anew.
    const at = interrupted.findIndex(({ path }) => path === file.path);
    const [again] = at < 0 ? [] : interrupted.splice(at, 1);
    if (again !== undefined) return { ...again, name, ownerPid: ports.pid, state: 'active', intent };
    return {
      id: ports.newId(),
      connectionId,
      bucket,
      key: objectKey(prefix, ports.randomBytes(16), name),
      path: file.path,
      name,
      sizeBytes: file.snapshot.sizeBytes,
      startedAtMs: ports.clock(),
      ownerPid: ports.pid,
      state: 'active',
      intent,
    };
  };

  /** Files in the order they were named, then what could not be taken, at its place. */
  const collect = async (
    paths: readonly string[],
    options: ShareOptions,
    batch: Batch,
  ): Promise<readonly Collected[]> => {
    const entries: Collected[] = [];
    let skipped = 0;
    const take = (found: Found) => {
      skipped += found.skippedLinks.length;
      if (options.name !== undefined && (paths.length > 1 || found.files.length !== 1)) {
        throw new Failure('bad-request', { reason: 'a name can be given to one file only' });
      }
      for (const file of found.files) {
        entries.push({ upload: uploadOf(file, options.name ?? basename(file.name), batch) });
      }
      for (const { name, failure } of found.refused) entries.push({ ok: false, name, failure });
    };
    for (let from = 0; from < paths.length; from += lookedAtOnce) {
      const some = paths.slice(from, from + lookedAtOnce).map((path) => ({ path, found: ports.files.find(path) }));
      // All are waited for before the first is looked at: a rejection must not come before somebody listens.
      await Promise.allSettled(some.map(({ found }) => found));
      for (const { path, found } of some) {
        try {
          take(await found);
        } catch (error) {
          entries.push({ ok: false, name: basename(path) || path, failure: asFailure(error) });
        }
      }
    }
    if (skipped > 0) notice({ kind: 'skipped', count: skipped });
    return entries;
  };

  /** The bucket on this computer has another prefix while its keys live in memory; what keeps it from opening, each upload tells. */
  const prefixOf = async (choice: ConnectionChoice): Promise<string> => {
    const { kind, prefix } = access.chosen(choice);
    if (kind !== 'embedded') return prefix;
    return access.with(choice, ({ connection }) => Promise.resolve(connection.prefix)).catch(() => prefix);
  };

  const shareItems = async (paths: readonly string[], options: ShareOptions): Promise<readonly ItemResult[]> => {
    const lifetimeSeconds = checkLifetime(options.lifetimeSeconds ?? store.get().settings.expirySeconds);
    const named = options.name === undefined ? options : { ...options, name: checkChosenName(options.name) };
    const connection = access.chosen(options.connection);
    const choice = options.connection ?? { kind: 'known' as const, connectionId: connection.id };
    const disposition = options.disposition ?? 'attachment';
    const intent: UploadIntent = { lifetimeSeconds, disposition, copy: options.copy, batchId: ports.newId() };
    const entries = await collect(paths, named, {
      choice,
      prefix: await prefixOf(choice),
      intent,
      interrupted: interruptedTo(choice),
    });
    const uploads = entries.flatMap((entry) => ('upload' in entry ? [entry.upload] : []));
    if (choice.kind === 'known' && uploads.length > 0) {
      ledger.together(() => {
        for (const upload of uploads) ledger.saveUpload(upload);
      });
    }
    const settled = queue.add(uploads.map((upload) => ({ upload, choice })));
    const stop = () => {
      for (const { id } of uploads) {
        if (choice.kind === 'known' && options.keepWhenStopped === true) queue.pause(id);
        else void queue.cancel(id);
      }
    };
    options.signal?.addEventListener('abort', stop);
    if (options.signal?.aborted === true) stop();
    const results = await Promise.all(settled);
    options.signal?.removeEventListener('abort', stop);
    const byId = new Map(uploads.map(({ id }, index) => [id, results[index]]));
    const missing = (name: string): ItemResult => ({ ok: false, name, failure: new Failure('unexpected') });
    const ordered = entries.map((entry) =>
      'upload' in entry ? (byId.get(entry.upload.id) ?? missing(entry.upload.name)) : entry,
    );
    await announce(ordered, options.copy);
    return ordered;
  };

  /** Those that are being shared and have no row yet. */
  const beginning = new Set<string>();
  let creating = 0;
  const tidyClipboard = async (): Promise<void> => {
    if (creating > 0) return;
    try {
      const needed = ledger.unfinishedUploads().filter(({ state }) => state !== 'abandoned');
      await ports.tempFiles.keepOnly([...beginning, ...needed.map(({ path }) => path)]);
    } catch (error) {
      ports.log.error('what was shared of the clipboard could not be removed yet', asFailure(error));
    }
  };
  /** A failed upload needs its file for "Try again": whenever one is gone from the list, so may be its file. */
  const tidyLater = () => {
    let shown = store.get().uploads.length;
    const end = store.subscribe(({ uploads }) => {
      if (uploads.length < shown) void tidyClipboard();
      if (uploads.length === 0) end();
      shown = uploads.length;
    });
  };

  return {
    shareItems,
    tidyClipboard,
    async shareClipboard(disposition = 'attachment') {
      const content = await ports.clipboard.read();
      if (content.kind === 'empty') throw new Failure('clipboard-empty');
      if (content.kind === 'files') return shareItems(content.paths, { copy: true, disposition });
      const stamp = new Date(ports.clock()).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
      creating += 1;
      const create = () =>
        content.kind === 'image'
          ? ports.tempFiles.create(`Picture ${stamp}.png`, content.png)
          : ports.tempFiles.create(`Text ${stamp}.txt`, Buffer.from(content.text, 'utf8'));
      const path = await create().finally(() => {
        creating -= 1;
      });
      beginning.add(path);
      try {
        const results = await shareItems([path], { copy: true, disposition });
        if (results.some((result) => !result.ok)) tidyLater();
        return results;
      } finally {
        beginning.delete(path);
        await tidyClipboard();
      }
    },
  };
}
