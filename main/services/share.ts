// Why this exists: "share these items" is written once; the window, the tray and the command line are its front doors.
import { basename } from 'node:path';
import { noticeShown, uploadChanged, uploadEnded, type Notice } from '../domain/app-state';
import { checkChosenName } from '../domain/disposition';
import { checkLifetime } from '../domain/expiry';
import { asFailure, Failure } from '../domain/failure';
import { failureWords } from '../domain/failure-words';
import { copiedWords, failedWords } from '../domain/notification-words';
import type { Access } from './access';
import type { ItemResult, ShareOptions, Shared } from './app';
import { createMemoryBudget } from './memory-budget';
import type { FoundFile, Ports } from './ports';
import { shareItem, type Item } from './share-item';
import type { Store } from './store';

/** Four parts of the usual 16 MiB; larger parts travel alone. */
const memoryBytes = 64 * 1_048_576;
const filesAtOnce = 8;

export interface ShareService {
  shareItems(paths: readonly string[], options: ShareOptions): Promise<readonly ItemResult[]>;
  shareClipboard(): Promise<readonly ItemResult[]>;
  cancelUpload(uploadId: string): void;
  retryUpload(uploadId: string): Promise<void>;
  canRetry(uploadId: string): boolean;
  dismissUpload(uploadId: string): void;
  /** Cancels everything and waits for it. */
  stop(): Promise<void>;
}

interface Queued {
  readonly item: Item;
  readonly cancel: AbortController;
  readonly path: string;
  readonly options: ShareOptions;
}

export function createShareService(ports: Ports, store: Store, access: Access): ShareService {
  const memory = createMemoryBudget(memoryBytes);
  const queued = new Map<string, Queued>();
  const running = new Set<Promise<unknown>>();

  const notice = (content: Notice['content']) =>
    store.apply(noticeShown({ id: ports.newId(), atMs: ports.clock(), content }));

  const enqueue = (file: FoundFile, name: string, connectionId: string, options: ShareOptions): Queued => {
    const uploadId = ports.newId();
    const cancel = new AbortController();
    const signal = options.signal === undefined ? cancel.signal : AbortSignal.any([cancel.signal, options.signal]);
    const entry = { item: { uploadId, file, name, signal }, cancel, path: file.path, options };
    queued.set(uploadId, entry);
    store.apply(
      uploadChanged({
        id: uploadId,
        name,
        sizeBytes: file.sizeBytes,
        sentBytes: 0,
        bytesPerSecond: 0,
        phase: { kind: 'waiting' },
        connectionId,
        startedAtMs: ports.clock(),
      }),
    );
    return entry;
  };

  /** Files in the order they were named, then what could not be taken, at its place. */
  const collect = async (paths: readonly string[], connectionId: string, options: ShareOptions) => {
    const entries: (Queued | ItemResult)[] = [];
    let skipped = 0;
    for (const path of paths) {
      try {
        const found = await ports.files.find(path);
        skipped += found.skippedLinks.length;
        if (options.name !== undefined && (paths.length > 1 || found.files.length !== 1)) {
          throw new Failure('bad-request', { reason: 'a name can be given to one file only' });
        }
        for (const file of found.files) {
          entries.push(enqueue(file, options.name ?? basename(file.name), connectionId, options));
        }
        for (const { name, failure } of found.refused) entries.push({ ok: false, name, failure });
      } catch (error) {
        entries.push({ ok: false, name: basename(path) || path, failure: asFailure(error) });
      }
    }
    if (skipped > 0) notice({ kind: 'skipped', count: skipped });
    return entries;
  };

  const announce = async (results: readonly ItemResult[], copy: boolean) => {
    const shared = results.flatMap((result) => (result.ok ? [result.shared] : []));
    if (copy && shared.length > 0) await copyLinks(shared);
    for (const result of results) {
      if (!result.ok && result.failure.code !== 'cancelled' && copy) {
        const words = failedWords(result.name, failureWords(result.failure, 'window').message);
        ports.notifier.show(words.title, words.body);
      }
    }
  };

  const copyLinks = async (shared: readonly Shared[]) => {
    try {
      await ports.clipboard.writeText(shared.map(({ url }) => url).join('\n'));
    } catch (error) {
      ports.log.error('the clipboard could not be written', error);
      notice({ kind: 'failure', failure: new Failure('clipboard-unavailable') });
      return;
    }
    const shares = shared.map(({ share }) => share);
    const until = Math.min(...shares.map((share) => share.expiresAtMs));
    notice({ kind: 'copied', count: shares.length, shareIds: shares.map((share) => share.id), until });
    const words = copiedWords(shares);
    ports.notifier.show(words.title, words.body);
  };

  const run = async (paths: readonly string[], options: ShareOptions): Promise<readonly ItemResult[]> => {
    const lifetimeSeconds = checkLifetime(options.lifetimeSeconds ?? store.get().settings.expirySeconds);
    if (options.name !== undefined) checkChosenName(options.name);
    const connection = access.chosen(options.connection);
    const entries = await collect(paths, connection.id, options);
    const items = entries.flatMap((entry) => ('item' in entry ? [entry.item] : []));
    // Nothing to upload: no keychain, no server, no bucket is bothered.
    if (items.length === 0) return entries as readonly ItemResult[];
    const results = new Map<string, ItemResult>();
    try {
      await access.with(options.connection, async (open) => {
        const context = {
          ports,
          store,
          memory,
          open,
          lifetimeSeconds,
          disposition: options.disposition ?? ('attachment' as const),
        };
        const queue = [...items];
        const worker = async () => {
          for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
            const result = await shareItem(item, context);
            results.set(item.uploadId, result);
            if (result.ok || result.failure.code === 'cancelled') queued.delete(item.uploadId);
          }
        };
        await Promise.all(Array.from({ length: Math.min(filesAtOnce, items.length) }, worker));
      });
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === 'unexpected') ports.log.error('sharing could not begin', failure);
      failAll(items, failure, results);
    }
    const missing = (name: string): ItemResult => ({ ok: false, name, failure: new Failure('unexpected') });
    const ordered = entries.map((entry) =>
      'item' in entry ? (results.get(entry.item.uploadId) ?? missing(entry.item.name)) : entry,
    );
    await announce(ordered, options.copy);
    return ordered;
  };

  /** The connection could not be opened: every file fails with the reason, and can be tried again. */
  const failAll = (items: readonly Item[], failure: Failure, results: Map<string, ItemResult>) => {
    for (const { uploadId, name } of items) {
      if (results.has(uploadId)) continue;
      results.set(uploadId, { ok: false, name, failure });
      const upload = store.get().uploads.find((other) => other.id === uploadId);
      if (upload !== undefined) store.apply(uploadChanged({ ...upload, phase: { kind: 'failed', failure } }));
    }
  };

  const shareItems = (paths: readonly string[], options: ShareOptions): Promise<readonly ItemResult[]> => {
    const work = run(paths, options);
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    running.add(settled);
    void settled.then(() => running.delete(settled));
    return work;
  };

  return {
    shareItems,

    async shareClipboard() {
      const content = await ports.clipboard.read();
      if (content.kind === 'empty') throw new Failure('clipboard-empty');
      if (content.kind === 'files') return shareItems(content.paths, { copy: true });
      const stamp = new Date(ports.clock()).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
      const path =
        content.kind === 'image'
          ? await ports.tempFiles.create(`Picture ${stamp}.png`, content.png)
          : await ports.tempFiles.create(`Text ${stamp}.txt`, Buffer.from(content.text, 'utf8'));
      const results = await shareItems([path], { copy: true });
      // A failed one keeps its file, so that "Try again" can work.
      if (results.every((result) => result.ok)) await ports.tempFiles.remove(path);
      return results;
    },

    cancelUpload(uploadId) {
      queued.get(uploadId)?.cancel.abort();
    },

    async retryUpload(uploadId) {
      const entry = queued.get(uploadId);
      if (entry === undefined) throw new Failure('file-missing');
      queued.delete(uploadId);
      store.apply(uploadEnded(uploadId));
      await shareItems([entry.path], { ...entry.options, name: entry.item.name });
    },

    canRetry: (uploadId) => queued.has(uploadId),

    dismissUpload(uploadId) {
      const upload = store.get().uploads.find((other) => other.id === uploadId);
      if (upload === undefined || upload.phase.kind !== 'failed') return;
      queued.delete(uploadId);
      store.apply(uploadEnded(uploadId));
    },

    async stop() {
      for (const { cancel } of queued.values()) cancel.abort();
      await Promise.all(running);
    },
  };
}
