// Drags a share onto another program as a file with its link. Electron drags only files, and a page that dragged
// text would have to know the link, which no window does.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { app, nativeImage, type BrowserWindow, type NativeImage } from 'electron';
import type { LinkFile } from '../../core/wording/link-file';
import type { DragLook } from '../../core/ports/desktop';
import { dragImage } from './drag-image';
import { thumbnail } from './thumbnail';

export interface DragOutOptions {
  /** Parent folder of the files (mode 0700), each in a folder of its own. */
  readonly folder: string;
  /** The dragging window. */
  readonly window: () => BrowserWindow | undefined;
  /** The drag image without a thumbnail. */
  readonly iconPath: string;
}

/** Programs may read a dropped file late: mail programs when the mail is sent. */
const keptMs = 600_000;
const pictureHeight = 64;

/** Of `mkdtemp`. */
const ownFolder = /^link-[A-Za-z0-9]{6}$/;

/** The profile may be a folder of the user's own, with files of theirs in one of this name, or a file of it. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function createDragOut({ folder, window, iconPath }: DragOutOptions) {
  let dragCount = 0;
  let forgetting: NodeJS.Timeout | undefined;

  /** Removes the dragged files. Never raises. */
  const clear = () => {
    clearTimeout(forgetting);
    for (const name of namesIn(folder).filter((one) => ownFolder.test(one))) {
      try {
        rmSync(join(folder, name), { recursive: true, force: true });
      } catch {
        // Windows removes no file that a program has open: it goes with the next call.
      }
    }
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
    /** Begins a drag; returns whether it is still going on. */
    begin: (): (() => boolean) => {
      const thisDrag = (dragCount += 1);
      return () => thisDrag === dragCount;
    },
    /** Ends the drag. */
    end: () => {
      dragCount += 1;
    },
    /** Starts the desktop's drag of the file. */
    drag: async ({ fileName, html }: LinkFile, { localFile, label }: DragLook) => {
      const thisDrag = dragCount;
      const name = label === undefined ? nativeImage.createEmpty() : nativeImage.createFromDataURL(label);
      const icon = dragImage([await picture(localFile), name]);
      const contents = window()?.webContents;
      if (contents === undefined || thisDrag !== dragCount) return;
      clear();
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(mkdtempSync(join(folder, 'link-')), fileName);
      writeFileSync(path, html, { mode: 0o600, flag: 'wx' });
      forgetting = setTimeout(clear, keptMs).unref();
      // Blocks this process until the drag ends; uploads run in another.
      contents.startDrag({ file: path, icon });
    },
    /** True for one of our own dragged files, which is not to be shared. */
    isDragged: (path: string): boolean => dirname(path).startsWith(`${folder}${sep}`),
    clear,
  };
}

export type DragOut = ReturnType<typeof createDragOut>;
