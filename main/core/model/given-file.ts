// A file that waits to be sent may only be sent while it is the file that the user gave.
import type { FileStamp } from './share';

export interface FileSnapshot extends FileStamp {
  readonly sizeBytes: number;
  /** Absent where the file system does not tell. */
  readonly birthtimeNs?: bigint | undefined;
}

/** What the user gave, as it was then. */
export interface GivenFile {
  /** The real path of what was named: the file's own, or that of the folder it was found in. */
  readonly within: string;
  /** Absent for uploads that an older Mayfly began: their place is all that is known. */
  readonly snapshot?: FileSnapshot | undefined;
}

/**
 * Whether a file found later is the one that was given. Size and time of the last change must be the same; ctime need not, because a rename, a
 * hard link or `chmod` changes it too. The inode decides which file it is (`inodesLast`: not on file systems that number theirs anew), together
 * with the time of birth, since inodes are used again. The device is that of the mount, and another one after a restart or in another socket:
 * it counts where no time of birth does.
 */
export function isGiven(given: FileSnapshot, now: FileSnapshot, inodesLast: boolean): boolean {
  const unchanged = given.sizeBytes === now.sizeBytes && given.mtimeNs === now.mtimeNs;
  const sameBirth = given.birthtimeNs === undefined || given.birthtimeNs === now.birthtimeNs;
  const sameDevice = given.birthtimeNs !== undefined || given.device === now.device;
  return unchanged && sameBirth && sameDevice && (!inodesLast || given.inode === now.inode);
}

/** What is kept of a file that was found: which file it is, and where it lies. */
export const givenOf = ({ within, snapshot }: GivenFile): GivenFile => ({ within, snapshot });
