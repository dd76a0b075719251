// The folders whose new files are shared by themselves: one for each connection while the app runs, or one of `mayfly watch`.
import { dirname } from 'node:path';
import { Failure } from '../model/failure';
import type { ItemResult, ShareOptions } from '../model/share-request';
import { waitOf } from '../model/upload';
import type { WatchedFolder } from '../model/watched-folder';
import type { Ports } from '../ports/ports';
import type { Sharing } from '../sharing/sharing';
import { folderWatchesAre, type Store, type Tell } from '../state/state';
import type { Uploads } from '../uploads/uploads';
import { createFolderMemory } from './folder-memory';
import { watchFolder as watch, type Watch, type WatchedBy, type WatchTimes } from './watch-folder';

export interface ForegroundWatch
  extends
    Pick<ShareOptions, 'connection' | 'lifetimeSeconds' | 'endsAtMs' | 'copy'>,
    Pick<WatchedBy, 'onLook' | 'onResults' | 'onFailure'> {
  /** Shares nothing that is in the folder now, also where it was watched before. */
  readonly fromNow: boolean;
  readonly signal: AbortSignal;
}

export interface WatchingNeeds {
  readonly ports: Pick<Ports, 'folders' | 'ledger' | 'clock' | 'log'>;
  readonly store: Store;
  readonly sharing: Pick<Sharing, 'checkShare' | 'shareItems'>;
  readonly uploads: Pick<Uploads, 'leftBehind' | 'resume' | 'dismissUpload'>;
  readonly tell: Tell;
  readonly times: WatchTimes;
}

export interface WatchingContext extends WatchingNeeds {
  /** By path. */
  readonly watches: Map<string, Watch>;
  /** The paths of folders that are not there now. */
  readonly away: Set<string>;
  /** `follows`: the folders of connections are watched in this process. */
  readonly now: { follows: boolean };
}

/**
 * Shares new files of the folder to this connection from now on, in place of an earlier folder; what is in it now is not shared. Raises
 * `connection-unknown`, `file-missing`, `file-unreadable`, `folder-not-watchable`.
 */
export async function watchFolder(context: WatchingContext, connectionId: string, given: string): Promise<void> {
  const { ports, store } = context;
  const { folders, ledger } = ports;
  const path = await folders.check(given);
  if (!store.get().connections.some(({ id }) => id === connectionId)) throw new Failure('connection-unknown');
  const earlier = folderOf(context, connectionId);
  if (earlier?.path === path) return;
  const watchedBy = ledger.watchedFolders().find((folder) => folder.path === path)?.connectionId;
  if (watchedBy !== undefined) {
    const fileName = path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
    throw new Failure('folder-not-watchable', { fileName, reason: 'another connection watches it' });
  }
  const { stamped } = await folders.list(path, () => true);
  const folder = { path, connectionId, copies: earlier?.copies ?? true };
  if (earlier !== undefined) {
    await end(context, earlier.path);
    ledger.forgetWatchedFolder(earlier.path);
  }
  createFolderMemory(ledger, path).begin(folder, stamped);
  if (context.now.follows) begin(context, folder, connectionId);
  show(context);
}

/** Copies the link of each new file, or only lists it. */
export function saveWatchCopies(context: WatchingContext, connectionId: string, copies: boolean): void {
  const folder = folderOf(context, connectionId);
  if (folder === undefined) return;
  context.ports.ledger.saveWatchedFolder({ ...folder, copies });
  show(context);
}

export function stopWatching(context: WatchingContext, connectionId: string): void {
  const folder = folderOf(context, connectionId);
  if (folder === undefined) return;
  context.ports.ledger.forgetWatchedFolder(folder.path);
  void end(context, folder.path);
  show(context);
}

/** Begins to watch the folders of all connections, whose files that came meanwhile are shared, and to follow those of shares. */
export function followFolders(context: WatchingContext): void {
  context.now.follows = true;
  for (const folder of context.ports.ledger.watchedFolders()) {
    if (folder.connectionId !== undefined) begin(context, folder, folder.connectionId);
  }
  show(context);
}

/** Watches a folder until the signal fires, or the moment at which its links end is over. Its uploads go on with the next watch. Raises `file-missing`, `file-unreadable`, `folder-not-watchable`. */
export async function watchInForeground(
  context: WatchingContext,
  given: string,
  { connection, lifetimeSeconds, endsAtMs, copy, fromNow, signal, ...told }: ForegroundWatch,
): Promise<void> {
  const { ports, sharing, uploads, times, watches } = context;
  const path = await ports.folders.check(given);
  const over = new AbortController();
  const ends = AbortSignal.any([signal, over.signal]);
  const options = {
    copy,
    page: 'never',
    ...(connection !== undefined && { connection }),
    ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
    ...(endsAtMs !== undefined && { endsAtMs }),
  } as const;
  sharing.checkShare(options);
  const folder = { path, copies: copy };
  const memory = createFolderMemory(ports.ledger, path);
  if (fromNow) memory.begin(memory.folder() ?? folder, (await ports.folders.list(path, () => true)).stamped);
  // Of an earlier watch that was stopped, or killed.
  const left = uploads.leftBehind().filter((upload) => dirname(upload.path) === path && upload.state === 'active');
  if (left.length > 0) {
    const ids = left.map(({ id }) => id);
    void uploads.resume(ids, true).then(told.onResults, told.onFailure);
  }
  const endWaits = tellWaits(context, told.onFailure);
  const began = watch(ports, times, {
    folder,
    isWanted: () => endsAtMs === undefined || ports.clock() < endsAtMs,
    onUnwanted: () => over.abort(),
    share: (paths, takes) => sharing.shareItems(paths, { ...options, takes }),
    dismiss: (uploadId) => uploads.dismissUpload(uploadId),
    ...told,
  });
  watches.set(path, began);
  if (!ends.aborted) await new Promise((resolve) => ends.addEventListener('abort', resolve, { once: true }));
  endWaits();
  await end(context, path);
}

/** Tells why uploads wait, once until none does or it is for something else. Gives what ends it. */
function tellWaits({ store }: WatchingContext, onFailure: (failure: Failure) => void): () => void {
  let earlier: Failure | undefined;
  return store.subscribe(['uploads'], ({ uploads }) => {
    const wait = waitOf(uploads);
    const isTold = wait === undefined || wait.code === earlier?.code;
    earlier = wait;
    if (!isTold) onFailure(wait);
  });
}

/** Ends all watches; uploads that they began go on. */
export async function endWatches(context: WatchingContext): Promise<void> {
  await Promise.all([...context.watches.keys()].map((path) => end(context, path)));
}

const folderOf = ({ ports }: WatchingContext, connectionId: string): WatchedFolder | undefined =>
  ports.ledger.watchedFolders().find((folder) => folder.connectionId === connectionId);

function show({ ports, store, away }: WatchingContext): void {
  const shown = ports.ledger
    .watchedFolders()
    .flatMap(({ connectionId, ...folder }) =>
      connectionId === undefined ? [] : [{ ...folder, connectionId, isAway: away.has(folder.path) }],
    );
  store.apply(folderWatchesAre(shown));
}

function tellFailures({ tell }: WatchingContext, results: readonly ItemResult[]): void {
  // What fails after its upload began stands in the list of uploads.
  for (const result of results) {
    if (!result.ok && result.given !== undefined) tell({ kind: 'failure', failure: result.failure });
  }
}

function begin(context: WatchingContext, { path }: WatchedFolder, connectionId: string): void {
  const { ports, times, sharing, uploads, tell, watches, away } = context;
  const folder = { path, connectionId, copies: true };
  const current = () => ports.ledger.watchedFolders().find((one) => one.path === path);
  const began = watch(ports, times, {
    folder,
    isWanted: () => current()?.connectionId === connectionId,
    onUnwanted: () => show(context),
    share: (paths, takes) =>
      sharing.shareItems(paths, {
        connection: { kind: 'known', connectionId },
        copy: current()?.copies ?? false,
        page: 'never',
        takes,
      }),
    dismiss: (uploadId) => uploads.dismissUpload(uploadId),
    onResults: (results) => tellFailures(context, results),
    onFailure: (failure) => tell({ kind: 'failure', failure }),
    onLook({ isAway }) {
      if (away.has(path) === isAway) return;
      if (isAway) away.add(path);
      else away.delete(path);
      show(context);
    },
  });
  watches.set(path, began);
}

async function end({ watches, away }: WatchingContext, path: string): Promise<void> {
  const watched = watches.get(path);
  watches.delete(path);
  away.delete(path);
  await watched?.end();
}
