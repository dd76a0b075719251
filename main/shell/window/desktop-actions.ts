// What the window may ask of the desktop beyond its own frame: its browser, its mail program and its file manager.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, dialog, shell, type BrowserWindow } from 'electron';
import { Failure } from '../../core/model/failure';
import type { DialogFolders } from '../dialogs/dialog-folders';
import { argumentsAreSeen, handOver } from './hand-over';

/** Only what we make ourselves is opened: a page of the web, or a mail. */
const opened = /^(https?|mailto):/i;

/**
 * Gives a URL to the program the system opens it with. That of a page may be a bearer secret: no failure quotes it, and it is in no arguments that
 * others see. Raises `nothing-opens`.
 */
export async function openUrl(url: string): Promise<void> {
  if (!opened.test(url)) throw new Failure('unexpected');
  const isMail = /^mailto:/i.test(url);
  try {
    await shell.openExternal(argumentsAreSeen && !isMail ? await handOver(url) : url);
  } catch {
    // What the system says names the URL, so it is not kept as a cause either.
    throw new Failure('nothing-opens', { reason: isMail ? 'mail' : 'links' });
  }
}

/** Shows a file in its folder. Raises `file-missing`. */
export function reveal(path: string): void {
  if (!existsSync(path)) throw new Failure('file-missing', { fileName: basename(path) });
  shell.showItemInFolder(path);
}

/** Moves a file to the bin of the system. Raises `bin-unavailable`. */
export async function toBin(path: string): Promise<void> {
  try {
    await shell.trashItem(path);
  } catch (error) {
    throw new Failure('bin-unavailable', { fileName: basename(path) }, error);
  }
}

/** Opens a file with its usual program; without one shows it in its folder. Raises `file-missing`. */
export async function openFile(path: string): Promise<void> {
  if (!existsSync(path)) throw new Failure('file-missing', { fileName: basename(path) });
  if ((await shell.openPath(path)) !== '') shell.showItemInFolder(path);
}

/** Opens the licences where they lie beside the package's archive, which to other programs is no folder. Raises `file-missing`. */
export const openLicences = (): Promise<void> =>
  openFile(join(app.getAppPath().replace(/\bapp\.asar$/, 'app.asar.unpacked'), 'out', 'licences.txt'));

/** What no file system takes in a name, or reads as a folder. */
const unsavable = /[\p{Cc}\\/:*?"<>|]/gu;

/** Asks where to save a picture and makes it only then; leaving the dialog is no failure. Raises `picture-unsaved` and what making it raises. */
export const savePicture =
  (parent: () => BrowserWindow | undefined, folders: DialogFolders) =>
  async (suggestedName: string, png: () => Promise<Uint8Array>): Promise<void> => {
    const options = {
      defaultPath: folders.toSave('picture', suggestedName.replaceAll(unsavable, '_')),
      filters: [{ name: 'PNG', extensions: ['png'] }],
    };
    const window = parent();
    const { filePath } = await (window === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    if (filePath === '') return;
    folders.ended('picture', filePath);
    const bytes = await png();
    try {
      await writeFile(filePath, bytes);
    } catch (error) {
      throw new Failure('picture-unsaved', { fileName: basename(filePath) }, error);
    }
  };
