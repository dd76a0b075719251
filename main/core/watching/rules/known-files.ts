// Compares a folder with the files that Mayfly remembers of it: which are new, renamed, gone or back.
import type { FileSnapshot } from '../../model/given-file';
import type { WatchedFile } from '../../model/watched-folder';

export type KnownFiles = ReadonlyMap<string, WatchedFile>;

export const watchedFile = (
  name: string,
  { inode, birthtimeNs, sizeBytes, mtimeNs }: Omit<WatchedFile, 'name' | 'isGone'>,
): WatchedFile => ({
  name,
  inode,
  ...(birthtimeNs !== undefined && { birthtimeNs }),
  sizeBytes,
  mtimeNs,
  isGone: false,
});

/**
 * Inode and birth time identify a file, however it was changed or renamed. Where there is no birth time, or another mount numbers its inodes
 * anew, an unchanged size and mtime do, beside the inode or the name.
 */
export function isSameFile(known: WatchedFile, name: string, now: FileSnapshot): boolean {
  const sameInode = known.inode === now.inode;
  const sameBirth = known.birthtimeNs !== undefined && known.birthtimeNs === now.birthtimeNs;
  const unchanged = known.sizeBytes === now.sizeBytes && known.mtimeNs === now.mtimeNs;
  return (sameInode && sameBirth) || (unchanged && (sameInode || known.name === name));
}

export interface Compared {
  /** Files that nobody has shared. */
  readonly fresh: ReadonlyMap<string, FileSnapshot>;
  /** Remembered under a new name, or again. */
  readonly save: readonly WatchedFile[];
  /** Names that belong to no remembered file any more. */
  readonly forget: readonly string[];
  /** Remembered names that are not there. Programs that save by renaming leave a name free for a moment. */
  readonly absent: ReadonlySet<string>;
  /** Names whose file stands under another name as well: a hard link, or a new file in its place. Their identity has to be asked. */
  readonly unsure: ReadonlySet<string>;
  /** Whether a remembered file is there. */
  readonly anyKnown: boolean;
}

/** Whether a comparison needs the identity of the file with this name, and not its name alone. */
export const needsIdentity = (known: KnownFiles, unsure: ReadonlySet<string>, name: string): boolean =>
  known.get(name)?.isGone !== false || unsure.has(name);

/** `there`: the names in the folder. `stamped`: of those, the files whose identity `needsIdentity` asked for. */
export function compare(
  known: KnownFiles,
  there: ReadonlySet<string>,
  stamped: ReadonlyMap<string, FileSnapshot>,
): Compared {
  const inodes = new Set(Array.from(stamped.values(), ({ inode }) => inode));
  const byInode = new Map<bigint, WatchedFile[]>();
  for (const file of known.values()) {
    if (inodes.has(file.inode)) byInode.set(file.inode, [...(byInode.get(file.inode) ?? []), file]);
  }
  const fresh = new Map<string, FileSnapshot>();
  const save: WatchedFile[] = [];
  const forget: string[] = [];
  const unsure = new Set<string>();
  for (const [name, now] of stamped) {
    const own = known.get(name);
    const named = own !== undefined && isSameFile(own, name, now) ? own : undefined;
    const same = named ?? byInode.get(now.inode)?.find((one) => isSameFile(one, name, now));
    if (same === undefined) {
      fresh.set(name, now);
      if (own?.isGone === false) forget.push(name);
      continue;
    }
    if (same === own && !own.isGone) continue;
    save.push({ ...same, name, isGone: false });
    if (there.has(same.name) && !same.isGone) unsure.add(same.name);
    else forget.push(same.name);
  }
  const left = new Set(forget);
  const present = [...known.values()].filter(({ isGone }) => !isGone);
  return {
    fresh,
    save,
    // A file that is back, or moved to a name which another one left, keeps that row.
    forget: forget.filter((name) => !save.some((one) => one.name === name)),
    absent: new Set(present.map(({ name }) => name).filter((name) => !there.has(name) && !left.has(name))),
    unsure,
    anyKnown: save.length > 0 || present.some(({ name }) => there.has(name) && !fresh.has(name)),
  };
}

/**
 * Whether the folder that came back is another one with the same path, such as the next memory card: it has files, and none that is
 * remembered.
 */
export const looksLikeAnother = (known: KnownFiles, { anyKnown, fresh }: Compared): boolean =>
  known.size > 0 && !anyKnown && fresh.size > 0;
