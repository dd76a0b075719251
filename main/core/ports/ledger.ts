// The part of the ledger by which shares are looked after: what is due, and what is left of those that were forgotten.
import type { Orphan, Share, FoundShares, PageDraft, ShareItem, ShareQuery } from '../model/share';
import type { Connection } from '../model/connection';
import type { Settings } from '../model/settings';
import type { UnfinishedUpload, SavedPart } from '../model/upload';

export interface UpkeepLedger {
  /** Expired shares of which objects of ours (of what was linked: pages) may still be stored, of these connections, the longest expired first. */
  sharesToClean(which: {
    readonly connectionIds: readonly string[];
    /** Unix ms. */
    readonly nowMs: number;
    readonly offset: number;
    readonly limit: number;
  }): readonly Share[];
  /** Shares of this connection of which objects may still be stored, those that end first first. */
  sharesStored(connectionId: string): readonly Share[];
  /** What was left by forgotten shares to these connections and has ended, the longest ended first. */
  orphansDue(connectionIds: readonly string[], nowMs: number): readonly Orphan[];
  saveOrphan(orphan: Orphan): void;
  forgetOrphan(shareId: string): void;
  /** Shares that are wanted longer than their present link lives, first those that end first; neither taken back nor gone. */
  sharesToKeep(nowMs: number): readonly Share[];
  /** Living shares whose link was never proven, first those that end first. */
  sharesToProve(nowMs: number, limit: number): readonly Share[];
  /** Living shares whose key begins with `sessionKeys`, first those that end first. */
  sharesOfSession(nowMs: number): readonly Share[];
}

/**
 * What Mayfly remembers on disk. Synchronous, durable when a call returns. Never holds a secret, a URL or a signature.
 * Raises `ledger-unusable` (and `disk-full`) when the disk refuses.
 */
export interface Ledger extends UpkeepLedger {
  connections(): readonly Connection[];
  saveConnection(connection: Connection): void;
  removeConnection(connectionId: string): void;
  /** Newest first. */
  shares(): readonly Share[];
  /** The first of them, without counting the others. */
  newestShares(limit: number): readonly Share[];
  share(shareId: string): Share | undefined;
  findShares(query: ShareQuery): FoundShares;
  /** Shares made of the file at this path, newest first. */
  sharesOf(path: string): readonly Share[];
  /** Files of pages made of the file at this path, of drafts too, in no order. */
  itemsOf(path: string): readonly ShareItem[];
  /** The objects of a page share (or draft), in their order. */
  items(shareId: string): readonly ShareItem[];
  /** Inserts or replaces the item at that position (from 0). */
  saveItem(item: ShareItem, position: number): void;
  pageDrafts(): readonly PageDraft[];
  savePageDraft(draft: PageDraft): void;
  /** Its items go with it, unless a share of the same id was saved. */
  forgetPageDraft(draftId: string): void;
  saveShare(share: Share): void;
  forgetShare(shareId: string): void;
  /** In the order in which they were begun. */
  unfinishedUploads(): readonly UnfinishedUpload[];
  unfinishedUpload(uploadId: string): UnfinishedUpload | undefined;
  /** Inserts or replaces the row, not its parts; without a multipart upload id the parts of an earlier one go. */
  saveUpload(upload: UnfinishedUpload): void;
  saveUploadPart(uploadId: string, part: SavedPart): void;
  forgetUpload(uploadId: string): void;
  /** Runs `action` as one transaction: durable as a whole, and one wait for the disk. */
  together(action: () => void): void;
  settings(): Settings;
  saveSettings(settings: Settings): void;
  /** A value of the app's own, e.g. the embedded bucket's port. */
  value(name: string): string | undefined;
  saveValue(name: string, value: string): void;
  /** Changes when another process wrote to the ledger. */
  revision(): number;
  close(): void;
}
