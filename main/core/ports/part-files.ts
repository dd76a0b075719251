// Files that come in pieces, under a hidden temporary name that the next process goes on with.
import type { ArrivalWriter } from './arrival-files';

/** What a part is of. Neither is read from its name: both are hashed. */
export interface PartOf {
  /** The stored object. */
  readonly place: string;
  /** Its content: a part of another one is of no use. */
  readonly version: string;
}

export interface PartOptions {
  /** Of the whole file. */
  readonly sizeBytes: number;
  /** What is kept of an earlier part ends at a multiple of so many bytes. */
  readonly unitBytes: number;
  readonly wantsHash: boolean;
}

export interface PartFile extends Pick<ArrivalWriter, 'publish' | 'discard'> {
  /** Appends them all. */
  write(pieces: readonly Uint8Array[]): Promise<void>;
  /** Written by an earlier process; the next `write` follows them. */
  readonly keptBytes: number;
  /** Flushes it, and marks it as one that came from elsewhere. `sha256`: of all its bytes, lower-case hex; empty where it was not wanted. */
  finish(origin: string): Promise<{ readonly sizeBytes: number; readonly sha256: string }>;
  /** Closes it and leaves it for another attempt. Never raises. */
  leave(): Promise<void>;
}

export interface PartFiles {
  /**
   * Goes on with what an ended process left of it in the folder, or begins anew; parts of other versions of the object, whose process ended, are
   * removed. Raises as `ArrivalFiles.begin`.
   */
  begin(folder: string, of: PartOf, options: PartOptions): Promise<PartFile>;
  /** Removes what ended processes left of an object that is saved already. Never raises. */
  removeLeft(folder: string, place: string): Promise<void>;
}
