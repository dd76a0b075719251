// Where what guests send is saved: below the folder of downloads, or where the system's dialog says.
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { words } from '../../../resources/words/messages';
import type { DialogFolders } from './dialog-folders';

/** Without a list of the user's folders (xdg-user-dirs), Chromium gives the home folder itself. */
export function downloads(): string {
  const [folder, home] = [app.getPath('downloads'), app.getPath('home')];
  return folder === home ? join(home, 'Downloads') : folder;
}

/** Resolves to the folder; `undefined` when the user cancelled. */
export async function chooseArrivalsFolder(
  parent: BrowserWindow | undefined,
  folders: DialogFolders,
): Promise<string | undefined> {
  const folder = folders.toOpen('arrivals') ?? downloads();
  const options = {
    defaultPath: folder,
    title: words.dialogs.saveArrivals,
    buttonLabel: words.dialogs.saveArrivalsHere,
    properties: ['openDirectory' as const, 'createDirectory' as const],
  };
  const { filePaths } = await (parent === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  folders.ended('arrivals', filePaths[0]);
  return filePaths[0];
}
