// Saves and opens text files through the system's dialogs, so that the window gets no path.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import { Failure } from '../../core/model/failure';
import type { DialogFolders, DialogKind } from './dialog-folders';

type Parent = () => BrowserWindow | undefined;

const json = [{ name: 'JSON', extensions: ['json'] }];
/** Far more than any text that Mayfly writes. */
const mostBytes = 1_048_576;

/** Makes the text only after the user has chosen a path; cancelling is no failure. Raises `file-unsaved` and the failures of `text`. */
export const saveText =
  (parent: Parent, folders: DialogFolders) =>
  async (suggestedName: string, text: () => string): Promise<void> => {
    const options = { defaultPath: folders.toSave('text', suggestedName), filters: json };
    const window = parent();
    const { filePath } = await (window === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    if (filePath === '') return;
    folders.ended('text', filePath);
    const content = text();
    try {
      await writeFile(filePath, content);
    } catch (error) {
      throw new Failure('file-unsaved', { fileName: basename(filePath) }, error);
    }
  };

/** The content of one file, undefined when the user cancelled. Raises `file-unreadable`, and `connections-file-invalid` for a huge one. */
export const openText = (parent: Parent, folders: DialogFolders) => async (): Promise<string | undefined> => {
  const path = await chooseOne(parent, folders, 'text', json);
  if (path === undefined) return undefined;
  try {
    if ((await stat(path)).size <= mostBytes) return await readFile(path, 'utf8');
  } catch (error) {
    throw new Failure('file-unreadable', { fileName: basename(path) }, error);
  }
  throw new Failure('connections-file-invalid', { reason: 'it is larger than a megabyte' });
};

/** The path of one file, which the check of certificates reads; undefined when the user cancelled. */
export const chooseCaFile = (parent: Parent, folders: DialogFolders) => (): Promise<string | undefined> =>
  chooseOne(parent, folders, 'certificate', [
    { name: 'PEM', extensions: ['pem', 'crt', 'cer'] },
    { name: '*', extensions: ['*'] },
  ]);

async function chooseOne(
  parent: Parent,
  folders: DialogFolders,
  kind: DialogKind,
  filters: FileFilter[],
): Promise<string | undefined> {
  const folder = folders.toOpen(kind);
  const options = { filters, properties: ['openFile' as const], ...(folder !== undefined && { defaultPath: folder }) };
  const window = parent();
  const { filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  folders.ended(kind, filePaths[0]);
  return filePaths[0];
}
