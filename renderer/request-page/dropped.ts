// Files that were dropped or picked, with the folders they came in.
import type { ChosenFile } from '../guest/choosing/chosen-file';

const mostFiles = 10_000;

/** The picker names folders in the file itself. */
export const picked = (files: Iterable<File>): readonly ChosenFile[] =>
  Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }));

function readAll(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  return new Promise((resolve) => {
    // A call gives a hundred at most, and none at the end.
    const more = () =>
      reader.readEntries(
        (some) => {
          found.push(...some);
          if (some.length === 0 || found.length > mostFiles) resolve(found);
          else more();
        },
        () => resolve(found),
      );
    more();
  });
}

async function below(entry: FileSystemEntry): Promise<readonly ChosenFile[]> {
  if (entry.isDirectory) {
    const inside = await readAll(entry as FileSystemDirectoryEntry);
    return (await Promise.all(inside.map(below))).flat();
  }
  return new Promise((resolve) => {
    (entry as FileSystemFileEntry).file(
      (file) => resolve([{ file, path: entry.fullPath.replace(/^\//, '') || file.name }]),
      () => resolve([]),
    );
  });
}

/** Reads folders to the bottom where the browser gives them, else the plain files. Call it while the drop is handled. */
export async function dropped(data: DataTransfer): Promise<readonly ChosenFile[]> {
  const plain = picked(data.files);
  const entries = Array.from(data.items).flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain;
  return (await Promise.all(entries.map(below))).flat();
}
