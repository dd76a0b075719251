// The ledger: everything that Mayfly remembers on disk.
import type { Orphan, Share, FoundShares, PageDraft, RewrittenPage, ShareItem, ShareQuery } from '../model/share';
import type { Connection } from '../model/connection';
import type { Door } from '../model/door';
import type { Arrival, FileRequest, Offer } from '../model/requests/file-request';
import type { ListedSession, ReceivedFile, ReceivedSession } from '../model/devices/nearby';
import type { SealedSecretsRow } from '../model/encryption';
import type { MarkedShare, Receipt, ServedKey } from '../model/receipts/receipt';
import type { Settings } from '../model/settings';
import type { PartTags, SavedPart, UnfinishedUpload } from '../model/upload';
import type { AgentLedger } from './agents';
import type { FollowedFolder, WatchedFile, WatchedFolder } from '../model/watched-folder';

/** The queries of the maintenance of shares. */
export interface UpkeepLedger {
  /** Expired shares of these connections that may still have objects of ours in the bucket (of linked shares: pages), the longest expired first. */
  sharesToClean(which: {
    readonly connectionIds: readonly string[];
    /** Unix ms. */
    readonly nowMs: number;
    readonly offset: number;
    readonly limit: number;
  }): readonly Share[];
  /** Shares of this connection that may still have objects in the bucket, by their end. */
  sharesStored(connectionId: string): readonly Share[];
  /** Orphans of these connections that have expired, the longest expired first. */
  orphansDue(connectionIds: readonly string[], nowMs: number): readonly Orphan[];
  saveOrphan(orphan: Orphan): void;
  forgetOrphan(shareId: string): void;
  /** Shares that are kept alive beyond their present link, by its end; without revoked and missing ones. */
  sharesToKeep(nowMs: number): readonly Share[];
  /** Live shares with an unproven link, by its end. */
  sharesToProve(nowMs: number, limit: number): readonly Share[];
  /** Live shares whose key begins with `sessionKeys`, by their end. */
  sharesOfSession(nowMs: number): readonly Share[];
}

/** Watched folders, and the files in them that are not shared again. */
export interface WatchLedger {
  watchedFolders(): readonly WatchedFolder[];
  /** Inserts or replaces the folder, not its files. A connection has one folder at most. */
  saveWatchedFolder(folder: WatchedFolder): void;
  /** Its files go with it. */
  forgetWatchedFolder(path: string): void;
  /** In no order. */
  watchedFiles(folderPath: string): readonly WatchedFile[];
  saveWatchedFiles(folderPath: string, files: readonly WatchedFile[]): void;
  forgetWatchedFile(folderPath: string, name: string): void;
}

/** Folders that pages of shares are kept in step with; each goes with its share. */
export interface FollowLedger {
  /** In the order in which they were saved first. */
  followedFolders(): readonly FollowedFolder[];
  followedFolder(shareId: string): FollowedFolder | undefined;
  /** Inserts or replaces that of the same share. */
  saveFollowedFolder(folder: FollowedFolder): void;
  forgetFollowedFolder(shareId: string): void;
}

/** File requests, and the files that arrived by them. */
export interface RequestLedger {
  /** Newest first. */
  fileRequests(): readonly FileRequest[];
  fileRequest(requestId: string): FileRequest | undefined;
  /** Inserts or replaces the row, not its arrivals. */
  saveFileRequest(request: FileRequest): void;
  /** Its arrivals and offers go with it. */
  forgetFileRequest(requestId: string): void;
  /** By their slots. */
  arrivals(requestId: string): readonly Arrival[];
  arrival(requestId: string, slot: number): Arrival | undefined;
  /** Whether the row of another slot names this path. */
  isPathOfOther(arrival: Pick<Arrival, 'requestId' | 'slot'>, path: string): boolean;
  /** Inserts or replaces those of the same request and slot. */
  saveArrivals(arrivals: readonly Arrival[]): void;
  /** By their slots. */
  offers(requestId: string): readonly Offer[];
  /** Inserts or replaces that of the same request and slot. */
  saveOffer(offer: Offer): void;
}

/** Doors, those that are being closed among them. */
export interface DoorLedger {
  /** Newest first. */
  doors(): readonly Door[];
  door(doorId: string): Door | undefined;
  /** The doors of a share or a file request that are not closed, newest first. */
  doorsTo(targetId: string): readonly Door[];
  saveDoor(door: Door): void;
  forgetDoor(doorId: string): void;
}

/** How often shares were opened and saved. */
export interface ReceiptLedger {
  /** By share and kind. */
  receipts(): readonly Receipt[];
  /**
   * Adds exact ones to those of the same share and kind; of the others the higher count stays. Without effect for shares that are gone.
   */
  addReceipts(receipts: readonly Receipt[]): void;
  /** All exact ones. */
  forgetReceipts(): void;
  /** In the order of their ids. */
  markedShares(): readonly MarkedShare[];
  /** Those of `keys` that are objects of a share of this connection that has objects and ends after `endsAfterMs` (Unix ms). */
  servedKeys(which: {
    readonly connectionId: string;
    readonly keys: readonly string[];
    readonly endsAfterMs: number;
  }): readonly ServedKey[];
}

/** What devices nearby sent. */
export interface ReceivedLedger {
  /** Newest first, without those that have no file. */
  receivedSessions(): readonly ListedSession[];
  /** As they came. */
  receivedFiles(sessionId: string): readonly ReceivedFile[];
  /** Inserts or replaces the row, not its files. */
  saveReceivedSession(session: ReceivedSession): void;
  /** Inserts or replaces that of the same path; without effect for a session that is gone. */
  saveReceivedFile(sessionId: string, file: ReceivedFile): void;
  forgetReceivedFile(sessionId: string, path: string): void;
  /** Its files go with it. */
  forgetReceivedSession(sessionId: string): void;
}

/** Pages in the making, and pages that were rewritten. */
export interface PageLedger {
  pageDrafts(): readonly PageDraft[];
  savePageDraft(draft: PageDraft): void;
  /** Its items go with it, unless a share of the same id was saved. */
  forgetPageDraft(draftId: string): void;
  /** `undefined` for a page that was never rewritten. */
  rewrittenPage(shareId: string): RewrittenPage | undefined;
  /** Inserts or replaces that of the same share. */
  saveRewrittenPage(page: RewrittenPage): void;
}

/** The secrets of encrypted shares and drafts, which go with their rows, and with the objects of a share. */
export interface EncryptionLedger {
  shareSecrets(shareId: string): SealedSecretsRow | undefined;
  /** Inserts or replaces those of the same share. */
  saveShareSecrets(row: SealedSecretsRow): void;
  forgetShareSecrets(shareId: string): void;
}

/**
 * Synchronous, and durable when a call returns (but for parts of uploads). Never holds a secret that is not encrypted, a URL or a signature. Raises `ledger-unusable` (and `disk-full`) when the disk refuses.
 */
export interface Ledger
  extends
    UpkeepLedger,
    WatchLedger,
    FollowLedger,
    RequestLedger,
    DoorLedger,
    ReceiptLedger,
    ReceivedLedger,
    AgentLedger,
    PageLedger,
    EncryptionLedger {
  connections(): readonly Connection[];
  saveConnection(connection: Connection): void;
  removeConnection(connectionId: string): void;
  /**
   * Whether connections to other servers were saved in this profile, are gone with a ledger that was lost, and the user has not said since
   * where files go (`destinationChosen`).
   */
  connectionsLost(): boolean;
  destinationChosen(): void;
  /** Newest first. */
  shares(): readonly Share[];
  newestShares(limit: number): readonly Share[];
  share(shareId: string): Share | undefined;
  findShares(query: ShareQuery): FoundShares;
  /** Shares made of the file at this path, newest first. */
  sharesOf(path: string): readonly Share[];
  /** Files of pages made of the file at this path, of drafts too, in no order. */
  itemsOf(path: string): readonly ShareItem[];
  /** The objects of a page share (or draft), in their order. */
  items(shareId: string): readonly ShareItem[];
  /** The same by their positions. */
  placedItems(shareId: string): ReadonlyMap<number, ShareItem>;
  /** Inserts or replaces the item at that position (from 0). */
  saveItem(item: ShareItem, position: number): void;
  forgetItem(shareId: string, position: number): void;
  saveShare(share: Share): void;
  forgetShare(shareId: string): void;
  /** The oldest first. */
  unfinishedUploads(): readonly UnfinishedUpload[];
  unfinishedUpload(uploadId: string): UnfinishedUpload | undefined;
  /** Inserts or replaces the row, not its parts and tags; without a multipart upload id deletes those. */
  saveUpload(upload: UnfinishedUpload): void;
  /** The same without waiting for the disk: a power failure may undo it, and the next start resumes the upload. Not in `together`. */
  saveFailedUpload(upload: UnfinishedUpload): void;
  saveUploadTags(uploadId: string, tags: PartTags): void;
  /** Does not wait for the disk: the end of the process loses nothing, a power failure the newest parts at most, which are sent again. Not in `together`. */
  saveUploadPart(uploadId: string, part: SavedPart): void;
  forgetUpload(uploadId: string): void;
  /** Runs `action` as one transaction; gives what that gives, once it is saved. */
  together<Result>(action: () => Result): Result;
  settings(): Settings;
  saveSettings(settings: Settings): void;
  /** A value of the app's own, e.g. the embedded bucket's port. */
  value(name: string): string | undefined;
  saveValue(name: string, value: string): void;
  /** Changes when another process writes to the ledger. */
  revision(): number;
  close(): void;
}
