// The ArrivalFiles port's twin: folders of names in memory.
import { createHash } from 'node:crypto';
import { basename, dirname, join, sep } from 'node:path';
import { Failure } from '../../main/core/model/failure';
import type { ArrivalFiles, WrittenFile } from '../../main/core/ports/arrival-files';

export interface MemoryArrivalFiles extends ArrivalFiles {
  /** By folder, then by name. */
  readonly folders: Map<string, Map<string, Buffer>>;
  /** While set, every write raises it. */
  refusing: Failure | undefined;
  /** Bytes that the disk has free. */
  free: number | undefined;
}

const written = (bytes: Buffer): WrittenFile => ({
  sizeBytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

export function createMemoryArrivalFiles(): MemoryArrivalFiles {
  const folders = new Map<string, Map<string, Buffer>>();
  const there = (folder: string): Map<string, Buffer> => {
    const found = folders.get(folder);
    if (found === undefined) throw new Failure('folder-missing', { fileName: folder });
    return found;
  };
  const isFile = (path: string): boolean => folders.get(dirname(path))?.has(basename(path)) === true;
  const hasFolders = (path: string): boolean => [...folders.keys()].some((one) => one.startsWith(path + sep));
  const isFolder = (path: string): boolean => folders.has(path) || hasFolders(path);
  const twin: MemoryArrivalFiles = {
    folders,
    refusing: undefined,
    free: undefined,
    async prepare(folder) {
      if (isFile(folder)) throw new Failure('folder-unusable', { fileName: basename(folder) });
      if (!folders.has(folder)) folders.set(folder, new Map());
      return folder;
    },
    isFree: async (folder) => !isFile(folder) && (folders.get(folder)?.size ?? 0) === 0 && !hasFolders(folder),
    async begin(folder) {
      there(folder);
      let bytes = Buffer.alloc(0);
      return {
        async write(more) {
          if (twin.refusing !== undefined) throw twin.refusing;
          bytes = Buffer.concat([bytes, more]);
        },
        finish: async () => written(bytes),
        async publish(name, below = '') {
          const files = there(join(folder, below));
          if (files.has(name) || isFolder(join(folder, below, name))) return false;
          files.set(name, bytes);
          return true;
        },
        discard: async () => undefined,
      };
    },
    removeLeft: async () => undefined,
    async inspect(folder, name) {
      const found = there(folder).get(name);
      return found && written(found);
    },
    has: async (folder, name) => there(folder).has(name) || isFolder(join(folder, name)),
    removeEmpty: async () => false,
    freeBytes: async () => twin.free,
  };
  return twin;
}
