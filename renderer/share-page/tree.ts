// A flat list of paths becomes folders again, without sorting: the sender's order is the order.
import { fileName, type Entry } from './share';

export interface Folder {
  readonly name: string;
  /** Ends with `/`; empty for the root. */
  readonly path: string;
  readonly files: readonly Entry[];
  readonly folders: readonly Folder[];
  /** Files in it and below. */
  readonly count: number;
  readonly sizeBytes: number;
}

interface Growing {
  readonly name: string;
  readonly path: string;
  readonly files: Entry[];
  readonly folders: Growing[];
  count: number;
  sizeBytes: number;
}

const empty = (name: string, path: string): Growing => ({ name, path, files: [], folders: [], count: 0, sizeBytes: 0 });

/** Of a path that ends with `/`. A name of a folder can be empty: senders write what they like. */
const parentOf = (path: string): string => path.slice(0, path.slice(0, -1).lastIndexOf('/') + 1);

/** The folders that the paths of `entries` name. */
export function treeOf(entries: readonly Entry[]): Folder {
  const root = empty('', '');
  const known = new Map<string, Growing>([['', root]]);
  const folderAt = (path: string): Growing => {
    const found = known.get(path);
    if (found !== undefined) return found;
    const parent = parentOf(path);
    const made = empty(path.slice(parent.length, -1), path);
    known.set(path, made);
    folderAt(parent).folders.push(made);
    return made;
  };
  for (const entry of entries) {
    let path = entry.path.slice(0, entry.path.length - fileName(entry.path).length);
    folderAt(path).files.push(entry);
    for (;;) {
      const folder = folderAt(path);
      folder.count += 1;
      folder.sizeBytes += entry.sizeBytes;
      if (path === '') break;
      path = parentOf(path);
    }
  }
  return root;
}

/** Every file as it is shown: those of a folder first, then its folders. */
export const shownOrder = (folder: Folder): readonly Entry[] => [
  ...folder.files,
  ...folder.folders.flatMap(shownOrder),
];

/** Every folder by its path. */
export const foldersByPath = (folder: Folder): ReadonlyMap<string, Folder> =>
  new Map([[folder.path, folder], ...folder.folders.flatMap((below) => [...foldersByPath(below)])]);
