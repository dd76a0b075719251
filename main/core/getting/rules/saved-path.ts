// Where the files of a page are saved: by the rules of arrivals, below one folder, no two at one path.
import { isSameName } from '../../model/requests/arrival-folder';
import { arrivalName, numberedName } from '../../model/requests/arrival-name';

export interface SavedPath {
  /** From the folder down; names alone, none of them hidden, `.` or `..`. */
  readonly folders: readonly string[];
  readonly name: string;
}

/** As many disks compare names. */
const key = (path: string): string => path.normalize('NFKC').toLowerCase();

/** `paths`: text of the sender, not checked, with `/` between folders. In their order; of one name the second is `name (2)`. */
export function savedPaths(paths: readonly string[]): readonly SavedPath[] {
  const wanted = paths.map((path): SavedPath => {
    const parts = path.split('/').filter((part) => part !== '');
    return { folders: parts.slice(0, -1).map(arrivalName), name: arrivalName(parts.at(-1) ?? '') };
  });
  // No file may take the name of a folder.
  const taken = new Set(
    wanted.flatMap(({ folders }) => folders.map((_, at) => key(folders.slice(0, at + 1).join('/')))),
  );
  const numbers = new Map<string, number>();
  return wanted.map(({ folders, name }) => {
    const pathOf = (number: number) => [...folders, numberedName(name, number)].join('/');
    const first = key(pathOf(1));
    let number = numbers.get(first) ?? 1;
    while (taken.has(key(pathOf(number)))) number += 1;
    numbers.set(first, number + 1);
    taken.add(key(pathOf(number)));
    return { folders, name: numberedName(name, number) };
  });
}

/** Whether a real path is that of this folder; disks that do not tell case apart may have another one. */
export const isSamePath = (real: string, path: string): boolean => isSameName(real, path);
