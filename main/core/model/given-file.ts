// Identifies the file that the user gave: an upload in the queue sends no other file at its path.
import type { FileStamp } from './share';

export interface FileSnapshot extends FileStamp {
  readonly sizeBytes: number;
  /** Absent where the file system does not tell. */
  readonly birthtimeNs?: bigint | undefined;
  /**
   * Its rights, owner, number of names and whether it was moved: what changes its ctime and not its bytes. Absent where a look at a file may change
   * its ctime too, as on macOS, which notes its last use.
   */
  readonly label?: string | undefined;
}

/** The file at the moment the user gave it. */
export interface GivenFile {
  /** The real path of the file, or of the given folder that holds it. */
  readonly within: string;
  /** Absent for a stream, which nobody resumes. */
  readonly snapshot?: FileSnapshot | undefined;
}

/**
 * Whether the file at the path now is the given one. Size and mtime must be the same; ctime need not, because a rename, a hard link or `chmod`
 * changes it. The inode identifies the file (`inodesLast`: only on file systems that keep inode numbers), together with the birth time, because
 * inodes are reused. The device number of a mount changes at restarts: it counts only without a birth time.
 */
export function isGiven(given: FileSnapshot, now: FileSnapshot, inodesLast: boolean): boolean {
  const unchanged = given.sizeBytes === now.sizeBytes && given.mtimeNs === now.mtimeNs;
  const sameBirth = given.birthtimeNs === undefined || given.birthtimeNs === now.birthtimeNs;
  const sameDevice = given.birthtimeNs !== undefined || given.device === now.device;
  return unchanged && sameBirth && sameDevice && (!inodesLast || given.inode === now.inode);
}

/**
 * `touched`: the same size, but another stamp. Renaming, linking, `chmod` and `touch` keep the bytes; a rewrite with its time set back does
 * not. Only reading the file again tells them apart.
 */
export function compareFiles(before: FileSnapshot, now: FileSnapshot): 'same' | 'touched' | 'changed' {
  if (before.sizeBytes !== now.sizeBytes) return 'changed';
  const same =
    before.mtimeNs === now.mtimeNs &&
    before.ctimeNs === now.ctimeNs &&
    before.inode === now.inode &&
    before.device === now.device;
  return same ? 'same' : 'touched';
}

/**
 * As `compareFiles`, of a file that stayed open. Another mtime is a write, wherever in the file, and so is another ctime that its label does not
 * explain: a program that writes ahead of the reader leaves no byte by which reading it again would tell.
 */
export function compareOpen(opened: FileSnapshot, now: FileSnapshot): 'same' | 'touched' | 'changed' {
  const found = compareFiles(opened, now);
  if (found !== 'touched') return found;
  if (opened.mtimeNs !== now.mtimeNs) return 'changed';
  return opened.label !== undefined && opened.label === now.label ? 'changed' : 'touched';
}

interface NamedPath {
  readonly path: string;
  readonly name: string;
  readonly within: string;
}

/**
 * Each file once, whatever named it again: the same path, or a folder that holds it, of which it is a file then. Under two names of its own, as a
 * symbolic link gives one, it is two.
 */
export function eachOnce<F extends NamedPath>(files: readonly F[]): readonly F[] {
  const outermost = new Map<string, F>();
  const keyOf = ({ path, name }: NamedPath) => `${path}\0${name.slice(name.lastIndexOf('/') + 1)}`;
  for (const file of files) {
    const known = outermost.get(keyOf(file));
    if (known === undefined || file.within.length < known.within.length) outermost.set(keyOf(file), file);
  }
  return files.filter((file) => outermost.get(keyOf(file)) === file);
}

/** The part of a found file that the ledger keeps. */
export const givenOf = ({ within, snapshot }: GivenFile): GivenFile => ({ within, snapshot });
