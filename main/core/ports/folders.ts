// One folder, looked at and followed.
import type { FileSnapshot } from '../model/given-file';

export interface Listing {
  /** The folder itself: another one at its path has another identity. */
  readonly identity: string;
  /** Of all regular files directly in the folder; symbolic links and folders are none. */
  readonly names: ReadonlySet<string>;
  /** The files whose identity was asked for and that were still there. */
  readonly stamped: ReadonlyMap<string, FileSnapshot>;
}

export interface Folders {
  /**
   * The real path of a folder that may be watched. Raises `file-missing`, `file-unreadable`, and `folder-not-watchable` for no folder, and for
   * one that is, holds or lies in Mayfly's own profile.
   */
  check(path: string): Promise<string>;
  /** Reads no file. Raises `file-missing` (also when a part of the path became a symbolic link) and `file-unreadable`. */
  list(folder: string, needsIdentity: (name: string) => boolean): Promise<Listing>;
  /** Calls `onChange` when something in the folder may have changed; the returned function ends that. Where the system tells nothing, never. */
  follow(folder: string, onChange: () => void): () => void;
  /** Of these paths those that a process has open for writing, as far as the system tells. Never rejects. */
  openForWriting(paths: readonly string[]): Promise<ReadonlySet<string>>;
}
