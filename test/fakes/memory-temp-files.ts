// The TempFiles port's twin: its files lie among the memory files, so that uploads find them.
import type { MemoryFiles } from './memory-files';
import type { TempFiles } from '../../main/core/ports/files';

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
