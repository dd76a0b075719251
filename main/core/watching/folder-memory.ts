// The remembered files of one folder: the ledger's rows, kept in memory until another process writes.
import type { Ledger } from '../ports/ledger';
import type { FileSnapshot } from '../model/given-file';
import type { WatchedFile, WatchedFolder } from '../model/watched-folder';
import { isSameFile, watchedFile, type KnownFiles } from './rules/known-files';

interface Rows {
  readonly byName: Map<string, WatchedFile>;
  /** The names of each inode. */
  readonly byInode: Map<bigint, Set<string>>;
}

export function createFolderMemory(ledger: Ledger, path: string) {
  let rows: Rows | undefined;
  let revision = 0;
  const put = ({ byName, byInode }: Rows, file: WatchedFile) => {
    byInode.get(byName.get(file.name)?.inode ?? -1n)?.delete(file.name);
    byName.set(file.name, file);
    const names = byInode.get(file.inode);
    if (names === undefined) byInode.set(file.inode, new Set([file.name]));
    else names.add(file.name);
  };
  const current = (): Rows => {
    const now = ledger.revision();
    if (rows !== undefined && now === revision) return rows;
    revision = now;
    const read: Rows = { byName: new Map(), byInode: new Map() };
    for (const file of ledger.watchedFiles(path)) put(read, file);
    rows = read;
    return read;
  };
  const reload = () => {
    rows = undefined;
  };
  /** `undefined` for a folder that was never chosen, or is no longer: its files have to be remembered first. */
  const folder = (): WatchedFolder | undefined => ledger.watchedFolders().find((one) => one.path === path);
  const save = (to: Rows, files: readonly WatchedFile[]) => {
    ledger.saveWatchedFiles(path, files);
    for (const file of files) put(to, file);
  };
  const together = (action: () => void) => {
    try {
      ledger.together(action);
    } catch (error) {
      reload();
      throw error;
    }
  };
  return {
    folder,
    reload,
    files: (): KnownFiles => current().byName,
    /** Chooses the folder, with the files that are in it now. */
    begin(chosen: WatchedFolder, files: ReadonlyMap<string, FileSnapshot>) {
      together(() => {
        ledger.forgetWatchedFolder(path);
        ledger.saveWatchedFolder(chosen);
        reload();
        save(
          current(),
          Array.from(files, ([name, stamp]) => watchedFile(name, stamp)),
        );
      });
    },
    /** In one transaction. */
    change(saved: readonly WatchedFile[], forgotten: readonly string[]) {
      if (saved.length === 0 && forgotten.length === 0) return;
      together(() => {
        const changed = current();
        const { byName, byInode } = changed;
        for (const name of forgotten) {
          ledger.forgetWatchedFile(path, name);
          byInode.get(byName.get(name)?.inode ?? -1n)?.delete(name);
          byName.delete(name);
        }
        save(changed, saved);
      });
    },
    /** Remembers a new file; false when it is remembered already. Inside of the caller's transaction: call `reload` when that fails. */
    claim(name: string, stamp: FileSnapshot): boolean {
      const now = current();
      const { byName, byInode } = now;
      const alike = [name, ...(byInode.get(stamp.inode) ?? [])].flatMap((one) => byName.get(one) ?? []);
      if (byName.get(name)?.isGone === false || alike.some((one) => isSameFile(one, name, stamp))) return false;
      if (folder() === undefined) return false;
      save(now, [watchedFile(name, stamp)]);
      return true;
    },
  };
}

export type FolderMemory = ReturnType<typeof createFolderMemory>;
