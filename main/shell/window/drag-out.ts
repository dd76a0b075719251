// A share is dragged onto another program as a file that holds its link. Electron drags files only, and a page that dragged
// text would have to know the link: no window ever does.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { app, nativeImage, type BrowserWindow, type NativeImage } from 'electron';
import type { LinkFile } from '../../core/links/rules/link-file';
import { thumbnail } from './thumbnail';

export interface DragOut {
  /** The pointer has taken hold of a share; gives whether it still has. */
  readonly begin: () => () => boolean;
  /** The pointer has let go. */
  readonly end: () => void;
  /** Hands the file to the desktop under the pointer. `localFile`: of which the picture is made, where it is one. */
  readonly drag: (file: LinkFile, localFile: string | undefined) => Promise<void>;
  /** A file of ours that is being dragged, and is nothing to share. */
  readonly isDragged: (path: string) => boolean;
  /** Removes what was dragged. */
  readonly clear: () => void;
}

export interface DragOutOptions {
  /** For the files (mode 0700), each in a folder of its own. */
  readonly folder: string;
  /** The window that drags. */
  readonly window: () => BrowserWindow | undefined;
  /** What is dragged when nothing better is known. */
  readonly iconPath: string;
}

/** Programs read a dropped file when it suits them: mail programs when the mail is sent. */
const keptMs = 600_000;
const pictureHeight = 64;

export function createDragOut({ folder, window, iconPath }: DragOutOptions): DragOut {
  let dragCount = 0;
  let forgetting: NodeJS.Timeout | undefined;

  const clear = () => {
    clearTimeout(forgetting);
    rmSync(folder, { recursive: true, force: true });
  };
  clear();

  const picture = async (localFile: string | undefined): Promise<NativeImage> => {
    const own = () => nativeImage.createFromPath(iconPath).resize({ height: pictureHeight });
    if (localFile === undefined) return own();
    const seen = await thumbnail(localFile).catch(() => nativeImage.createEmpty());
    if (!seen.isEmpty()) return seen;
    const ofType = await app.getFileIcon(localFile, { size: 'normal' }).catch(() => nativeImage.createEmpty());
    return ofType.isEmpty() ? own() : ofType;
  };

  return {
    begin() {
      const thisDrag = (dragCount += 1);
      return () => thisDrag === dragCount;
    },
    end() {
      dragCount += 1;
    },
    async drag({ fileName, html }, localFile) {
      const thisDrag = dragCount;
      const icon = await picture(localFile);
      const contents = window()?.webContents;
      if (contents === undefined || thisDrag !== dragCount) return;
      clear();
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(mkdtempSync(join(folder, 'link-')), fileName);
      writeFileSync(path, html, { mode: 0o600, flag: 'wx' });
      forgetting = setTimeout(clear, keptMs).unref();
      // Until the pointer lets go nothing else runs in this process; uploads travel in another.
      contents.startDrag({ file: path, icon });
    },
    isDragged: (path) => dirname(path).startsWith(`${folder}${sep}`),
    clear,
  };
}
