// Files that were dropped or picked, with the folders they came in.
import type { ChosenFile } from '../guest/choosing/chosen-file';

const mostFiles = 10_000;

/** The picker names folders in the file itself. */
export const picked = (files: Iterable<File>): readonly ChosenFile[] =>
  Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }));

/** What the browser cannot read comes too: left out in silence it would count as sent. */
async function below(entry: FileSystemEntry): Promise<readonly ChosenFile[]> {
  const path = entry.fullPath.slice(1);
  try {
    if (!entry.isDirectory) {
      const file = await new Promise<File>((...ends) => (entry as FileSystemFileEntry).file(...ends));
      return [{ file, path }];
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    const found: FileSystemEntry[] = [];
    // A call gives a hundred at most, and none at the end.
    for (let before = -1; before < found.length && found.length <= mostFiles;) {
      before = found.length;
      found.push(...(await new Promise<FileSystemEntry[]>((...ends) => reader.readEntries(...ends))));
    }
    return (await Promise.all(found.map(below))).flat();
  } catch {
    return [{ file: new File([], entry.name), path, isUnread: true }];
  }
}

/** Reads folders to the bottom where the browser gives them, else the plain files. Call it while the drop is handled. */
export async function dropped(data: DataTransfer): Promise<readonly ChosenFile[]> {
  const plain = picked(data.files);
  // Of a text it is null.
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain;
  return (await Promise.all(entries.map(below))).flat();
}
