// Files of guests on their way into a folder of this computer.

export interface WrittenFile {
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A file under a temporary name. Every method raises `disk-full`, `folder-missing`, `folder-unusable`. */
export interface ArrivalWriter {
  write(bytes: Uint8Array): Promise<void>;
  /** Flushes it, and marks it as one that came from elsewhere. `origin`: scheme and host of the server. */
  finish(origin: string): Promise<WrittenFile>;
  /**
   * Gives it this name durably, in the same folder or in one `below` it, `/` between its names; false, and nothing changes, where anything has the
   * name. Raises `folder-missing` and `folder-unusable` of that folder too.
   */
  publish(name: string, below?: string): Promise<boolean>;
  /** Removes the temporary name. Never raises. */
  discard(): Promise<void>;
}

export interface ArrivalFiles {
  /** Makes the folder where there is none; gives its real path. Raises `folder-unusable`, also for one in a profile of Mayfly, and `disk-full`. */
  prepare(folder: string): Promise<string>;
  /** Whether nothing is there, or a folder with nothing in it. Never raises. */
  isFree(folder: string): Promise<boolean>;
  /**
   * Begins a temporary file in the folder. `id`: letters, digits and hyphens. Raises `folder-missing`; `folder-unusable` for one that is no folder, that a symbolic link has replaced, or that nobody may write to;
   * `disk-full`.
   */
  begin(folder: string, id: string): Promise<ArrivalWriter>;
  /** Removes what ended processes left in the folder under these ids. It lists the folder once, however many they are. Never raises. */
  removeLeft(folder: string, ids: ReadonlySet<string>): Promise<void>;
  /** The regular file with this name, read whole; `undefined` for anything else. Raises as `begin`. */
  inspect(folder: string, name: string): Promise<WrittenFile | undefined>;
  /** Whether anything has this name. Raises as `begin`. */
  has(folder: string, name: string): Promise<boolean>;
  /** Removes a folder with nothing in it; others stay. Gives whether it was removed. Never raises. */
  removeEmpty(folder: string): Promise<boolean>;
  /** What the disk of the folder has free, bytes; `undefined` where the system does not tell. Never raises. */
  freeBytes(folder: string): Promise<number | undefined>;
}
