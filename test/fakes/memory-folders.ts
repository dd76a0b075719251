// The Folders port's twin over the files in memory; nothing tells of a change, so a watch looks by itself.
import { Failure } from '../../main/core/model/failure';
import type { FileSnapshot } from '../../main/core/model/given-file';
import type { Folders } from '../../main/core/ports/folders';
import type { MemoryFiles } from './memory-files';

export interface MemoryFolders extends Folders {
  /** Another value: another folder at the path. */
  identity: string;
  /** Folders that are not there. */
  readonly away: Set<string>;
  /** Files that a process has open for writing. */
  readonly written: Set<string>;
  /** How often a folder was listed, or was not there. */
  listed: number;
}

export function createMemoryFolders(files: MemoryFiles): MemoryFolders {
  const away = new Set<string>();
  const written = new Set<string>();
  const there = (folder: string) => {
    if (away.has(folder)) throw new Failure('file-missing', { fileName: folder });
  };
  return {
    identity: '1',
    away,
    written,
    listed: 0,
    async check(path) {
      there(path);
      if (path === '/profile') throw new Failure('folder-not-watchable', { fileName: path });
      return path;
    },
    async list(folder, needsIdentity) {
      this.listed += 1;
      there(folder);
      const prefix = `${folder}/`;
      const inside = files.paths.filter((path) => path.startsWith(prefix));
      const names = inside.map((path) => path.slice(prefix.length)).filter((name) => !name.includes('/'));
      const stamped = new Map<string, FileSnapshot>();
      for (const name of names.filter(needsIdentity)) {
        const [found] = (await files.find(prefix + name)).files;
        if (found !== undefined) stamped.set(name, found.snapshot);
      }
      return { identity: this.identity, names: new Set(names), stamped };
    },
    follow: () => () => undefined,
    openForWriting: async (paths) => new Set(paths.filter((path) => written.has(path))),
  };
}
