// Files and folders of this computer.
import type { FileSecrets } from '../model/encryption';
import type { Failure } from '../model/failure';
import type { FileSnapshot, GivenFile } from '../model/given-file';

export interface SealedBytes {
  /** Fewer than the target holds only at the end of the age file, or where the plain file has become shorter. */
  readonly readBytes: number;
  /** Of the chunks that any of these bytes are of: `partTags` of core/model/age/part-tags. */
  readonly tags: string;
  /** Of the plain bytes, hex, where wanted and the whole file was read. */
  readonly sha256?: string;
}

/** How the bytes of an age file are made of a plain one. */
export interface Sealing {
  readonly secrets: FileSecrets;
  /** Of the plain file at its opening. */
  readonly plainBytes: number;
  /** Fills `target` with the age file from `positionBytes` on. */
  seal(positionBytes: number, target: Uint8Array, wantSha256: boolean): Promise<SealedBytes>;
}

/** One file, opened once: every part is a positional read of the same descriptor. */
export interface OpenFile {
  readonly snapshot: FileSnapshot;
  /** The number of the open file, by which every thread of this process reads it; absent where the bytes are in memory. */
  readonly descriptor?: number;
  /** This is the age file of the plain one that `descriptor` reads. */
  readonly sealing?: Sealing;
  /** Fills `target` from `positionBytes` on; gives the bytes read, fewer only at the end of the file. */
  read(positionBytes: number, target: Uint8Array): Promise<number>;
  /** The descriptor's state now, to compare with `snapshot`. */
  inspect(): Promise<FileSnapshot>;
  close(): Promise<void>;
}

/** Bytes that come once and in order, of unknown number: standard input. */
export interface ByteStream {
  /** The next bytes without taking them; none at the end. Raises `file-unreadable`. */
  peek(): Promise<Uint8Array>;
  /** Fills `target` with the next bytes; gives their number, fewer only at the end. Raises `file-unreadable`. */
  read(target: Uint8Array): Promise<number>;
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
  /** Entries of a folder that cannot be shared (devices, pipes, unreadable folders, a profile of Mayfly). */
  readonly refused: readonly { readonly name: string; readonly failure: Failure }[];
  /** Absolute: the target, where the given path is a symbolic link. */
  readonly linkTarget?: string;
  /** Symbolic links in a folder; they are not followed. */
  readonly skippedLinks: readonly string[];
}

export interface FileSource {
  /** Other threads may open the files by their paths themselves. */
  readonly byPath?: true;
  /**
   * The regular files of a path, folders walked in name order, without system junk. Follows a path that is itself a symbolic link, and gives
   * `linkTarget`. Raises `file-missing`, `file-unreadable`, `file-not-regular`, `file-size-untold`, `folder-empty`, and `file-of-mayfly` for what lies in
   * a profile of Mayfly.
   */
  find(path: string): Promise<Found>;
  /** Raises `file-missing`, `file-unreadable`, `file-not-regular`, `file-size-untold`, and `file-changed` for another file than `given`. */
  open(path: string, given?: GivenFile): Promise<OpenFile>;
}

/** A private folder for content without a file (clipboard pictures and text). */
export interface TempFiles {
  /** Writes the bytes under that exact file name in a folder of its own; gives the path. */
  create(fileName: string, content: Uint8Array): Promise<string>;
  /** Removes all others, those of earlier processes too. */
  keepOnly(paths: readonly string[]): Promise<void>;
}

/** Small pictures of temporary pictures, each under the path that its file had. They are there when the file is gone. */
export interface KeptPictures {
  /** Nothing is kept of what cannot be decoded. Rejects with the error of the disk. */
  keep(path: string, picture: Uint8Array): Promise<void>;
  /** A PNG; `undefined` of every other path. */
  of(path: string): Promise<Uint8Array | undefined>;
  /** Removes it, where there is one. Raises the error of the disk. */
  forget(path: string): void;
}
