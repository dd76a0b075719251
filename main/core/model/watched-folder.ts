// A watched folder, and what Mayfly remembers of its files.
import type { Failure } from './failure';
import type { FileSnapshot } from './given-file';
import type { Share } from './share';

export interface WatchedFolder {
  /** Its real path. */
  readonly path: string;
  /** Shares its files while the app runs; absent for a folder that only `mayfly watch` has watched. */
  readonly connectionId?: string;
  /** Copies the link of each new file. */
  readonly copies: boolean;
}

/** A file that is never shared again: it was shared, or was in the folder before that was chosen. */
export interface WatchedFile extends Pick<FileSnapshot, 'inode' | 'birthtimeNs' | 'sizeBytes' | 'mtimeNs'> {
  readonly name: string;
  /** It has left the folder. A new file may take its name. */
  readonly isGone: boolean;
}

/** A folder that the page of its share is kept in step with. */
export interface FollowedFolder {
  readonly shareId: string;
  /** Its real path. */
  readonly path: string;
  /** Followed while the app runs; false: only by `mayfly share --follow`. */
  readonly byApp: boolean;
  /** Of the folder, as it was last looked at: another one at its path has another identity. */
  readonly identity: string;
  /** Unix ms: the page had all that the folder had. */
  readonly inStepAtMs?: number;
  /** The process that follows it now. */
  readonly followerPid?: number;
}

/** A change of the page, by the names on it. */
export interface FollowedChange {
  readonly share: Share;
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
}

/** How far the page of a share is in step with its folder. */
export interface FollowState {
  /** As in `FollowedFolder`. */
  readonly byApp: boolean;
  /** As in `FollowedFolder`. */
  readonly inStepAtMs?: number;
  /** Why this process cannot bring it in step now. */
  readonly failure?: Failure;
}

/** A watched folder as the window shows it. */
export interface FolderWatch extends Required<WatchedFolder> {
  /** The folder is not there now; Mayfly goes on when it is back. */
  readonly isAway: boolean;
}
