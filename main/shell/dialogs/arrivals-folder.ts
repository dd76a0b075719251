// Where what guests send is saved: the usual folder, and the system's dialog for another one.
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { words } from '../../../resources/words/messages';
import { arrivalName } from '../../core/requests/rules/arrival-name';
import type { DialogFolders } from './dialog-folders';

/** `Downloads/Mayfly/<title>`, where the title is a name that every disk takes. */
export const arrivalsFolder = (title: string): string =>
  join(app.getPath('downloads'), 'Mayfly', arrivalName(title.replaceAll(/[/\\]/g, '_')));

/** Resolves to the folder; `undefined` when the user cancelled. */
export async function chooseArrivalsFolder(
  parent: BrowserWindow | undefined,
  folders: DialogFolders,
): Promise<string | undefined> {
  const folder = folders.toOpen('arrivals') ?? app.getPath('downloads');
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
