// The twins of the ports TempFiles, whose files lie among the memory files, so that uploads find them, and KeptPictures.
import type { MemoryFiles } from './memory-files';
import type { KeptPictures, TempFiles } from '../../main/core/ports/files';

export function createMemoryTempFiles(files: MemoryFiles): TempFiles {
  let count = 0;
  return {
    async create(fileName, content) {
      count += 1;
      const path = `/temp/${count}/${fileName}`;
      files.put(path, content);
      return path;
    },
    async keepOnly(paths) {
      for (const path of files.paths) if (path.startsWith('/temp/') && !paths.includes(path)) files.delete(path);
    },
  };
}

/** Keeps of each picture its first byte. */
export function createMemoryPictures(): KeptPictures & { readonly paths: () => readonly string[] } {
  const kept = new Map<string, Uint8Array>();
  return {
    keep: async (path, picture) => void kept.set(path, picture.slice(0, 1)),
    of: async (path) => kept.get(path),
    forget: (path) => void kept.delete(path),
    paths: () => [...kept.keys()],
  };
}
