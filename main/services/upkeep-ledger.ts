// Why this exists: the part of the ledger by which shares are looked after: what is due, and what is left of those that were forgotten.
import type { Orphan, Share } from '../domain/share';

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
