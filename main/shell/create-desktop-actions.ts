// What requests of the window need of the desktop, gathered from the parts that do it.
import type { Pictures } from './window/one-time-images';
import { chooseArrivalsFolder, downloads } from './dialogs/arrivals-folder';
import { chooseFiles, chooseWatchedFolder, type Choice } from './dialogs/choose-files';
import { argumentsAreSeen } from './window/hand-over';
import { openFile, openLicences, openUrl, reveal, savePicture, toBin } from './window/desktop-actions';
import type { DialogFolders } from './dialogs/dialog-folders';
import type { DragOut } from './window/drag-out';
import type { Proposals } from './window/share-requests';
import type { RegionPicker } from './region/region-picker';
import type { Shelf } from './shelf/shelf';
import type { Shortcut } from './integration/global-shortcut';
import { systemThumbnail } from './window/system-thumbnail';
import { chooseCaFile, openText, saveText } from './dialogs/text-files';
import type { WindowHost } from './window/window';

export interface DesktopParts {
  readonly windows: WindowHost;
  readonly shelf: Shelf;
  readonly region: RegionPicker;
  readonly shortcut: Shortcut;
  readonly pictures: Pictures;
  readonly proposals: Proposals;
  readonly dragOut: DragOut;
  readonly folders: DialogFolders;
  readonly isDocumentToken: (documentToken: string) => boolean;
}

/** Fits `DesktopActions` of the border. */
export const createDesktopActions = ({
  windows,
  shelf,
  region,
  shortcut,
  pictures,
  proposals,
  dragOut,
  folders,
  isDocumentToken,
}: DesktopParts) => ({
  isDocumentToken,
  chooseFiles: (choice: Choice) => chooseFiles(windows.current(), folders, choice),
  openUrl,
  argumentsAreSeen,
  reveal,
  toBin,
  showPicture: pictures.offer,
  systemThumbnail,
  savePicture: savePicture(windows.current, folders),
  saveText: saveText(windows.current, folders),
  openText: openText(windows.current, folders),
  chooseCaFile: chooseCaFile(windows.current, folders),
  chooseWatchedFolder: () => chooseWatchedFolder(windows.current(), folders),
  downloads,
  chooseArrivalsFolder: () => chooseArrivalsFolder(windows.current(), folders),
  openFile,
  openLicences,
  openWindow: windows.open,
  windowDrawn: windows.pageDrawn,
  regionPicture: region.picture,
  endRegion: region.end,
  hideShelf: shelf.hide,
  growShelf: shelf.grow,
  restShortcut: shortcut.rest,
  takeProposal: proposals.take,
  beginDrag: dragOut.begin,
  endDrag: dragOut.end,
  dragLink: dragOut.drag,
  isDragged: dragOut.isDragged,
});
