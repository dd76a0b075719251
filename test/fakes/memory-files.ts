// The FileSource port's twin: files that change, shrink, grow or break between two reads, exactly when a test says so.
import { Failure } from '../../main/core/model/failure';
import { naturalOrder } from '../../main/core/model/file-name';
import { isGiven, type FileSnapshot } from '../../main/core/model/given-file';
import type { FileSource, FoundFile } from '../../main/core/ports/files';

/** A file as long as it is not deleted; who has it open keeps reading it, as on a real disk. */
export interface MemoryFile {
  content: Uint8Array;
  mtimeNs: bigint;
  readonly inode: bigint;
  /** Raised by every further read. */
  broken: Failure | undefined;
}

export interface MemoryFiles extends FileSource {
  /** Writes a file; `content` may be a text. */
  put(path: string, content: Uint8Array | string): MemoryFile;
  delete(path: string): void;
  /** Does something to the file before its `nth` read (from 1). */
  beforeRead(path: string, nth: number, action: (file: MemoryFile) => void): void;
  /** How many files were opened and not closed again. */
  openCount(): number;
  readonly paths: readonly string[];
  /** Symbolic links: the path of what each leads to. */
  readonly links: Map<string, string>;
  /** The paths `find` refuses with a failure. */
  readonly refused: Map<string, Failure>;
}

/** Folder by folder, as a walk finds them. */
function byFolders(a: string, b: string): number {
  const [as, bs] = [a.split('/'), b.split('/')];
  const index = as.findIndex((segment, at) => segment !== bs[at]);
  return naturalOrder(as[index] ?? '', bs[index] ?? '');
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Changes the content the way an editor does: new bytes, new time. */
export function rewrite(file: MemoryFile, content: Uint8Array): void {
  file.content = content;
  file.mtimeNs += 1_000_000n;
}

export function createMemoryFiles(): MemoryFiles {
  const files = new Map<string, MemoryFile>();
  const actions = new Map<string, { readonly nth: number; readonly action: (file: MemoryFile) => void }[]>();
  const refused = new Map<string, Failure>();
  const links = new Map<string, string>();
  let inodes = 0n;
  let open = 0;

  const snapshotOf = (file: MemoryFile): FileSnapshot => ({
    sizeBytes: file.content.length,
    mtimeNs: file.mtimeNs,
    ctimeNs: file.mtimeNs,
    inode: file.inode,
    device: 1n,
  });

  return {
    links,
    refused,
    openCount: () => open,
    get paths() {
      return [...files.keys()];
    },
    put(path, content) {
      inodes += 1n;
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      const file = { content: bytes, mtimeNs: 1_000n, inode: inodes, broken: undefined };
      files.set(path, file);
      return file;
    },
    delete: (path) => void files.delete(path),
    beforeRead(path, nth, action) {
      actions.set(path, [...(actions.get(path) ?? []), { nth, action }]);
    },

    async find(path) {
      const refusal = refused.get(path);
      if (refusal !== undefined) throw refusal;
      const target = links.get(path);
      if (target !== undefined) {
        const [file] = (await this.find(target)).files;
        const named = file === undefined ? [] : [{ ...file, name: baseName(path) }];
        return { files: named, refused: [], skippedLinks: [], linkTarget: target };
      }
      const file = files.get(path);
      const found = (filePath: string, name: string): readonly FoundFile[] => {
        const there = files.get(filePath);
        return there === undefined ? [] : [{ path: filePath, name, within: path, snapshot: snapshotOf(there) }];
      };
      if (file !== undefined) return { files: found(path, baseName(path)), refused: [], skippedLinks: [] };
      const inside = [...files.keys()].filter((other) => other.startsWith(`${path}/`)).sort(byFolders);
      if (inside.length === 0) throw new Failure('file-missing', { fileName: baseName(path) });
      const parent = path.length - baseName(path).length;
      return { files: inside.flatMap((other) => found(other, other.slice(parent))), refused: [], skippedLinks: [] };
    },

    async open(path, given) {
      const file = files.get(path);
      if (file === undefined) throw new Failure('file-missing', { fileName: baseName(path) });
      if (given?.snapshot !== undefined && !isGiven(given.snapshot, snapshotOf(file), true)) {
        throw new Failure('file-changed', { fileName: baseName(path) });
      }
      let reads = 0;
      open += 1;
      return {
        snapshot: snapshotOf(file),
        async read(positionBytes, target) {
          reads += 1;
          for (const { nth, action } of actions.get(path) ?? []) if (nth === reads) action(file);
          if (file.broken !== undefined) throw file.broken;
          const bytes = file.content.subarray(positionBytes, positionBytes + target.length);
          target.set(bytes);
          return bytes.length;
        },
        inspect: async () => snapshotOf(file),
        close: async () => {
          open -= 1;
        },
      };
    },
  };
}
