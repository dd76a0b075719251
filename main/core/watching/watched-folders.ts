// The folders whose new files are shared by themselves: one for each connection while the app runs, or one of `mayfly watch`.
import { dirname } from 'node:path';
import { Failure } from '../model/failure';
import type { ItemResult, ShareOptions } from '../model/share-request';
import type { WatchedFolder } from '../model/watched-folder';
import type { Ports } from '../ports/ports';
import type { ShareService } from '../sharing/share-items';
import type { Tell } from '../state/notices';
import { folderWatchesAre } from '../state/rules/app-state';
import type { Store } from '../state/state-store';
import type { Uploads } from '../uploads/upload-commands';
import { createFolderMemory } from './folder-memory';
import { usualWatchTimes, watchFolder, type Watch, type WatchedBy, type WatchTimes } from './watch-folder';

export interface ForegroundWatch
  extends
    Pick<ShareOptions, 'connection' | 'lifetimeSeconds' | 'copy'>,
    Pick<WatchedBy, 'onLook' | 'onResults' | 'onFailure'> {
  /** Shares nothing that is in the folder now, also where it was watched before. */
  readonly fromNow: boolean;
  readonly signal: AbortSignal;
}

export interface WatchedFolders {
  /**
   * Shares new files of the folder to this connection from now on, in place of an earlier folder; what is in it now is not shared. Raises
   * `connection-unknown`, `file-missing`, `file-unreadable`, `folder-not-watchable`.
   */
  watchFolder(connectionId: string, path: string): Promise<void>;
  /** Copies the link of each new file, or only lists it. */
  saveWatchCopies(connectionId: string, copies: boolean): void;
  stopWatching(connectionId: string): void;
  /** Begins to watch the folders of all connections; files that came meanwhile are shared. */
  followFolders(): void;
  /** Watches a folder until the signal fires. Its uploads go on with the next watch. Raises `file-missing`, `file-unreadable`, `folder-not-watchable`. */
  watchInForeground(path: string, options: ForegroundWatch): Promise<void>;
  /** Ends all watches; uploads that they began go on. */
  readonly endWatches: () => Promise<void>;
}

type WatchPorts = Pick<Ports, 'folders' | 'ledger' | 'clock' | 'log'>;

export function createWatchedFolders(
  ports: WatchPorts,
  store: Store,
  service: ShareService,
  uploads: Pick<Uploads, 'leftBehind' | 'resume' | 'dismissUpload'>,
  tell: Tell,
  times: WatchTimes = usualWatchTimes,
): WatchedFolders {
  const { folders, ledger } = ports;
  /** By path. */
  const watches = new Map<string, Watch>();
  const away = new Set<string>();
  let follows = false;

  const ofConnection = (connectionId: string) =>
    ledger.watchedFolders().find((folder) => folder.connectionId === connectionId);
  const show = () => {
    const shown = ledger
      .watchedFolders()
      .flatMap(({ connectionId, ...folder }) =>
        connectionId === undefined ? [] : [{ ...folder, connectionId, isAway: away.has(folder.path) }],
      );
    store.apply(folderWatchesAre(shown));
  };
  const tellFailures = (results: readonly ItemResult[]) => {
    // What fails after its upload began stands in the list of uploads.
    for (const result of results) {
      if (!result.ok && result.given !== undefined) tell({ kind: 'failure', failure: result.failure });
    }
  };

  const begin = ({ path }: WatchedFolder, connectionId: string) => {
    const folder = { path, connectionId, copies: true };
    const current = () => ledger.watchedFolders().find((one) => one.path === path);
    const watch = watchFolder(ports, times, {
      folder,
      isWanted: () => current()?.connectionId === connectionId,
      onUnwanted: show,
      share: (paths, claims) =>
        service.shareItems(paths, {
          connection: { kind: 'known', connectionId },
          copy: current()?.copies ?? false,
          page: 'never',
          claims,
        }),
      dismiss: (uploadId) => uploads.dismissUpload(uploadId),
      onResults: tellFailures,
      onFailure: (failure) => tell({ kind: 'failure', failure }),
      onLook({ isAway }) {
        if (away.has(path) === isAway) return;
        if (isAway) away.add(path);
        else away.delete(path);
        show();
      },
    });
    watches.set(path, watch);
  };
  const end = async (path: string) => {
    const watch = watches.get(path);
    watches.delete(path);
    away.delete(path);
    await watch?.end();
  };

  return {
    async watchFolder(connectionId, given) {
      const path = await folders.check(given);
      if (!store.get().connections.some(({ id }) => id === connectionId)) throw new Failure('connection-unknown');
      const earlier = ofConnection(connectionId);
      if (earlier?.path === path) return;
      const watchedBy = ledger.watchedFolders().find((folder) => folder.path === path)?.connectionId;
      if (watchedBy !== undefined) {
        const fileName = path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
        throw new Failure('folder-not-watchable', { fileName, reason: 'another connection watches it' });
      }
      const { stamped } = await folders.list(path, () => true);
      const folder = { path, connectionId, copies: earlier?.copies ?? true };
      if (earlier !== undefined) {
        await end(earlier.path);
        ledger.forgetWatchedFolder(earlier.path);
      }
      createFolderMemory(ledger, path).begin(folder, stamped);
      if (follows) begin(folder, connectionId);
      show();
    },

    saveWatchCopies(connectionId, copies) {
      const folder = ofConnection(connectionId);
      if (folder === undefined) return;
      ledger.saveWatchedFolder({ ...folder, copies });
      show();
    },

    stopWatching(connectionId) {
      const folder = ofConnection(connectionId);
      if (folder === undefined) return;
      ledger.forgetWatchedFolder(folder.path);
      void end(folder.path);
      show();
    },

    followFolders() {
      follows = true;
      for (const folder of ledger.watchedFolders()) {
        if (folder.connectionId !== undefined) begin(folder, folder.connectionId);
      }
      show();
    },

    async watchInForeground(given, { connection, lifetimeSeconds, copy, fromNow, signal, ...told }) {
      const path = await folders.check(given);
      const options = {
        copy,
        page: 'never',
        ...(connection !== undefined && { connection }),
        ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
      } as const;
      service.checkShare(options);
      const folder = { path, copies: copy };
      const memory = createFolderMemory(ledger, path);
      if (fromNow) memory.begin(memory.folder() ?? folder, (await folders.list(path, () => true)).stamped);
      // Of an earlier watch that was stopped, or killed.
      const left = uploads.leftBehind().filter((upload) => dirname(upload.path) === path && upload.state === 'active');
      if (left.length > 0) {
        const ids = left.map(({ id }) => id);
        void uploads.resume(ids, true).then(told.onResults, told.onFailure);
      }
      const watch = watchFolder(ports, times, {
        folder,
        isWanted: () => true,
        onUnwanted: () => undefined,
        share: (paths, claims) => service.shareItems(paths, { ...options, claims }),
        dismiss: (uploadId) => uploads.dismissUpload(uploadId),
        ...told,
      });
      watches.set(path, watch);
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      await end(path);
    },

    async endWatches() {
      await Promise.all([...watches.keys()].map(end));
    },
  };
}
