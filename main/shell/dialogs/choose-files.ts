// The system's file dialog, for the window's button and the tray's menu.
import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { DialogFolders } from './dialog-folders';
import { words } from '../../../resources/words/messages';

export type Choice = 'files' | 'folder';

/** Windows and Linux show a dialog for folders when asked for both. Source: Electron, `dialog.showOpenDialog`. */
export const oneDialogForBoth = process.platform === 'darwin';

/** Resolves to the chosen paths; empty when the user cancelled. */
export async function chooseFiles(
  parent: BrowserWindow | undefined,
  folders: DialogFolders,
  choice: Choice,
): Promise<readonly string[]> {
  const folder = folders.toOpen('share');
  const options: OpenDialogOptions = {
    ...(folder !== undefined && { defaultPath: folder }),
    title: choice === 'folder' ? words.dialogs.shareFolder : words.dialogs.shareFiles,
    buttonLabel: words.dialogs.share,
    properties: [
      ...(choice === 'files' ? ['openFile' as const] : []),
      ...(choice === 'folder' || oneDialogForBoth ? ['openDirectory' as const] : []),
      'multiSelections',
    ],
  };
  const { filePaths } = await (parent?.isVisible() === true
    ? dialog.showOpenDialog(parent, options)
    : dialog.showOpenDialog(options));
  folders.ended('share', filePaths[0]);
  return filePaths;
}

/** Resolves to the folder to watch; `undefined` when the user cancelled. */
export async function chooseWatchedFolder(
  parent: BrowserWindow | undefined,
  folders: DialogFolders,
): Promise<string | undefined> {
  const folder = folders.toOpen('watched');
  const options = {
    ...(folder !== undefined && { defaultPath: folder }),
    title: words.dialogs.watchFolder,
    buttonLabel: words.dialogs.watch,
    properties: ['openDirectory' as const],
  };
  const { filePaths } = await (parent === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  folders.ended('watched', filePaths[0]);
  return filePaths[0];
}
