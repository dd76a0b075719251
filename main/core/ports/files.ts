// Files and folders of this computer, as the services see them.
import type { Failure } from '../model/failure';
import type { FileSnapshot, GivenFile } from '../model/given-file';

/** One file, opened once: every part is a positional read of the same descriptor. */
export interface OpenFile {
  readonly snapshot: FileSnapshot;
  /** Fills `target` from `positionBytes` on; gives the bytes read, fewer only at the end of the file. */
  read(positionBytes: number, target: Uint8Array): Promise<number>;
  /** The descriptor's state now, to compare with `snapshot`. */
  inspect(): Promise<FileSnapshot>;
  close(): Promise<void>;
}

export interface FoundFile {
  readonly path: string;
  /** The name a recipient sees; inside a folder with its relative folders, `/` between them. */
  readonly name: string;
  /** As in `GivenFile`. */
  readonly within: string;
  readonly snapshot: FileSnapshot;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** Inside a folder: what is there but cannot be shared (devices, pipes, unreadable folders). */
  readonly refused: readonly { readonly name: string; readonly failure: Failure }[];
  /** What was named is a symbolic link to this; absolute. */
  readonly linkTarget?: string;
  /** Inside a folder: symbolic links, which are not followed. */
  readonly skippedLinks: readonly string[];
}

export interface FileSource {
  /**
   * The regular files a path stands for, folders walked in name order, system junk left out. A path that is itself a symbolic link was
   * named by the user and is followed, and told as `linkTarget`. Raises `file-missing`, `file-unreadable`, `file-not-regular`, `folder-empty`.
   */
  find(path: string): Promise<Found>;
  /** Raises `file-missing`, `file-unreadable`, `file-not-regular`, and `file-changed` for another file than the one that was given. */
  open(path: string, given?: GivenFile): Promise<OpenFile>;
}

/** A private folder for bytes that have no file yet (clipboard pictures and text). */
export interface TempFiles {
  /** Writes the bytes under that exact file name in a folder of its own; gives the path. */
  create(fileName: string, content: Uint8Array): Promise<string>;
  /** Removes all of them but these, those of earlier processes too. */
  keepOnly(paths: readonly string[]): Promise<void>;
}
