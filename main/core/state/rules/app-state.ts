// The one state the main process owns, and the pure transitions that change it.
import { changeById, replaceById, without } from './rows-by-id';
import type { Connection, SecretPlace } from '../../model/connection';
import { nobodyNearby, type NearbyState } from '../../model/devices/nearby';
import type { Door } from '../../model/door';
import type { Examination } from '../../model/examination';
import { Failure } from '../../model/failure';
import type { FileRequestRow, SavingArrivals } from '../../model/requests/file-request';
import { noReach, type NetworkReach } from '../../model/nearby/network-reach';
import { initialSettings, type Settings } from '../../model/settings';
import type { ShareReceipts } from '../../model/receipts/receipt';
import type { Share } from '../../model/share';
import type { Upload, UploadingPage } from '../../model/upload';
import type { FolderWatch, FollowState } from '../../model/watched-folder';
import { isSameAct, type Notice } from './notice';

export interface AppState {
  readonly connections: readonly Connection[];
  readonly secrets: Readonly<Record<string, SecretPlace>>;
  /** The newest, newest first. */
  readonly shares: readonly Share[];
  /** Grows with every change of any share in the ledger. */
  readonly shareChanges: number;
  readonly uploads: readonly Upload[];
  readonly pages: readonly UploadingPage[];
  /** Cancelled uploads, hidden while undo is possible. */
  readonly pendingCancel: readonly Upload[];
  readonly settings: Settings;
  readonly notices: readonly Notice[];
  /** The last one of each connection in this process by its id; that of a draft by `draftExamination`. */
  readonly examinations: Readonly<Record<string, Examination>>;
  /** Where the bucket on this computer opens in its network. */
  readonly reach: NetworkReach;
  readonly folderWatches: readonly FolderWatch[];
  /** By share. */
  readonly followed: ReadonlyMap<string, FollowState>;
  /** Newest first, those that are being closed among them. */
  readonly doors: readonly Door[];
  /** Newest first; only a process that stays has them. */
  readonly fileRequests: readonly FileRequestRow[];
  /** Grows with every change of a file request, of its doors or of what arrived by it. */
  readonly requestChanges: number;
  /** By share. */
  readonly receipts: ReadonlyMap<string, ShareReceipts>;
  /** One for each request whose files are being saved. */
  readonly savingArrivals: readonly SavingArrivals[];
  readonly nearby: NearbyState;
}

export const emptyState: AppState = {
  connections: [],
  secrets: {},
  shares: [],
  shareChanges: 0,
  uploads: [],
  pages: [],
  pendingCancel: [],
  settings: initialSettings,
  notices: [],
  examinations: {},
  reach: noReach,
  folderWatches: [],
  followed: new Map(),
  doors: [],
  fileRequests: [],
  requestChanges: 0,
  receipts: new Map(),
  savingArrivals: [],
  nearby: nobodyNearby,
};

export type Transition = (state: AppState) => AppState;

const withoutKey = <T>(entries: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => name !== key));

/** Puts the uploads in the order of the queue. */
export const uploadsOrdered =
  (ids: readonly string[]): Transition =>
  (state) => {
    const rank = new Map(ids.map((id, index) => [id, index]));
    const rankOf = (upload: Upload) => rank.get(upload.id) ?? -1;
    return { ...state, uploads: state.uploads.toSorted((a, b) => rankOf(a) - rankOf(b)) };
  };

export const doorsAre =
  (doors: AppState['doors']): Transition =>
  (state) => ({ ...state, doors, shareChanges: state.shareChanges + 1, requestChanges: state.requestChanges + 1 });

/** Takes over what was read from the ledger. */
export const loaded =
  (part: Partial<AppState>): Transition =>
  (state) => ({ ...state, ...part, shareChanges: state.shareChanges + 1 });

export const uploadChanged =
  (upload: Upload): Transition =>
  (state) =>
    isPendingCancel(state, upload.id)
      ? { ...state, pendingCancel: replaceById(state.pendingCancel, upload) }
      : { ...state, uploads: replaceById(state.uploads, upload) };

/** Changes a shown upload, also one of `pendingCancel`; one that is not shown stays so. */
export const uploadUpdated =
  (uploadId: string, change: Partial<Upload>): Transition =>
  (state) => {
    const uploads = changeById(state.uploads, uploadId, change);
    const pendingCancel = changeById(state.pendingCancel, uploadId, change);
    const isSame = uploads === state.uploads && pendingCancel === state.pendingCancel;
    return isSame ? state : { ...state, uploads, pendingCancel };
  };

export const uploadEnded =
  (uploadId: string): Transition =>
  (state) => {
    const uploads = without(state.uploads, uploadId);
    const pendingCancel = without(state.pendingCancel, uploadId);
    const isSame = uploads === state.uploads && pendingCancel === state.pendingCancel;
    return isSame ? state : { ...state, uploads, pendingCancel };
  };

export const isPendingCancel = ({ pendingCancel }: AppState, uploadId: string): boolean =>
  pendingCancel.some(({ id }) => id === uploadId);

/** An upload, also one of `pendingCancel`. */
export const uploadIn = ({ uploads, pendingCancel }: AppState, uploadId: string): Upload | undefined =>
  uploads.find(({ id }) => id === uploadId) ?? pendingCancel.find(({ id }) => id === uploadId);

/** Hides these uploads in `pendingCancel`. */
export const cancelsPending =
  (ids: ReadonlySet<string>): Transition =>
  (state) => ({
    ...state,
    uploads: state.uploads.filter(({ id }) => !ids.has(id)),
    pendingCancel: [...state.pendingCancel, ...state.uploads.filter(({ id }) => ids.has(id))],
  });

export const pendingCancelsUndone =
  (ids: ReadonlySet<string>): Transition =>
  (state) => ({
    ...state,
    uploads: [...state.pendingCancel.filter(({ id }) => ids.has(id)), ...state.uploads],
    pendingCancel: state.pendingCancel.filter(({ id }) => !ids.has(id)),
  });

/** The newest shares are part of the state; older ones are found in the ledger. */
export const sharesInState = 200;

export const shareChanged =
  (share: Share): Transition =>
  (state) => {
    const at = state.shares.findIndex(({ id }) => id === share.id);
    if (at >= 0) return { ...state, shares: state.shares.with(at, share), shareChanges: state.shareChanges + 1 };
    const older = state.shares.findIndex(({ createdAtMs }) => createdAtMs <= share.createdAtMs);
    const shares = state.shares.toSpliced(older < 0 ? state.shares.length : older, 0, share).slice(0, sharesInState);
    return { ...state, shares, shareChanges: state.shareChanges + 1 };
  };

export const shareForgotten =
  (shareId: string): Transition =>
  (state) => ({ ...state, shares: without(state.shares, shareId), shareChanges: state.shareChanges + 1 });

/** One of `connections`, as the state or the ledger has them. Raises `connection-unknown`. */
export function connectionOf(connections: readonly Connection[], connectionId: string): Connection {
  const known = connections.find(({ id }) => id === connectionId);
  if (known === undefined) throw new Failure('connection-unknown');
  return known;
}

export const connectionSaved =
  (connection: Connection, secret: SecretPlace): Transition =>
  (state) => ({
    ...state,
    connections: state.connections.some((c) => c.id === connection.id)
      ? replaceById(state.connections, connection)
      : [...state.connections, connection],
    secrets: { ...state.secrets, [connection.id]: secret },
  });

export const connectionsOrdered =
  (connections: readonly Connection[]): Transition =>
  (state) => ({ ...state, connections });

export const connectionRemoved =
  (connectionId: string): Transition =>
  (state) => ({
    ...state,
    connections: without(state.connections, connectionId),
    shares: state.shares.filter((share) => share.connectionId !== connectionId),
    shareChanges: state.shareChanges + 1,
    fileRequests: state.fileRequests.filter(({ request }) => request.connectionId !== connectionId),
    requestChanges: state.requestChanges + 1,
    examinations: withoutKey(state.examinations, connectionId),
  });

/** A running or ended examination; `undefined` removes it. */
export const examinationChanged =
  (id: string, examination: Examination | undefined): Transition =>
  (state) => ({
    ...state,
    examinations:
      examination === undefined ? withoutKey(state.examinations, id) : { ...state.examinations, [id]: examination },
  });

export const settingsAre =
  (settings: Settings): Transition =>
  (state) => ({ ...state, settings });

/** Keeps the last five, and one for one act; failures apart, because one stays until it is read. */
export const noticeShown =
  (notice: Notice): Transition =>
  (state) => {
    const isFailure = ({ content }: Notice) => content.kind === 'failure';
    const notices = [...state.notices.filter((one) => !isSameAct(one, notice)), notice];
    const kept = new Set([
      ...notices.filter(isFailure).slice(-20),
      ...notices.filter((one) => !isFailure(one)).slice(-5),
    ]);
    return { ...state, notices: notices.filter((one) => kept.has(one)) };
  };

/** Removes the notices of a kind. */
export const noticesEnded =
  (kind: Notice['content']['kind']): Transition =>
  (state) => {
    const notices = state.notices.filter(({ content }) => content.kind !== kind);
    return notices.length === state.notices.length ? state : { ...state, notices };
  };

export const noticeDismissed =
  (noticeId: string): Transition =>
  (state) => ({ ...state, notices: without(state.notices, noticeId) });
