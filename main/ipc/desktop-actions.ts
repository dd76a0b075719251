// The desktop as the handlers use it: a port, so that handlers are tested without Electron.
import type { Proposed } from '../core/model/share-request';
import type { LinkFile } from '../core/wording/link-file';
import type { DragLook } from '../core/ports/desktop';

export interface RegionArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DesktopActions {
  /** Whether this token belongs to a document that is still loaded. */
  isDocumentToken(documentToken: string): boolean;
  /** Asks the user for files or folders; empty when they chose none. */
  chooseFiles(choice: 'files' | 'folder'): Promise<readonly string[]>;
  /** Opens a URL with the system's default program. That of a page may be a bearer secret. Raises `nothing-opens`. */
  openUrl(url: string): Promise<void>;
  /** Other users read what a mail program was started with. */
  readonly argumentsAreSeen: boolean;
  /** Shows a file or folder where it lies. Raises `file-missing`. */
  reveal(path: string): void;
  /** Moves a file to the bin of the system. Raises `bin-unavailable`. */
  toBin(path: string): Promise<void>;
  /** Offers a picture (default: a PNG) to the window for one fetch; returns its path on the window's origin. */
  showPicture(bytes: Uint8Array, contentType?: string): string;
  /** The system's cached PNG thumbnail of a video with this modification time (ns); `undefined` without one. */
  systemThumbnail(path: string, mtimeNs: bigint): Promise<Uint8Array | undefined>;
  /** Asks where to save a text and calls `text` after the user chose. Raises `file-unsaved`. */
  saveText(suggestedName: string, text: () => string): Promise<void>;
  /** Asks for one file and reads it as text; `undefined` when the user cancels. Raises `file-unreadable`, `connections-file-invalid`. */
  openText(): Promise<string | undefined>;
  /** Asks for a file of certificate authorities; returns its path, `undefined` when the user cancels. */
  chooseCaFile(): Promise<string | undefined>;
  /** Asks for a folder to watch; returns its path, `undefined` when the user cancels. */
  chooseWatchedFolder(): Promise<string | undefined>;
  /** The system's folder for downloads. */
  downloads(): string;
  /** Asks for a folder for what arrives; returns its path, `undefined` when the user cancels. */
  chooseArrivalsFolder(): Promise<string | undefined>;
  /** Opens a file with its usual program; without one shows it in its folder. Raises `file-missing`. */
  openFile(path: string): Promise<void>;
  /** Opens the licences of Mayfly and of what it holds as a text file. Raises `file-missing`. */
  openLicences(): Promise<void>;
  /** Returns and removes a proposal that the user accepted or dismissed; `undefined` when it is no longer open. */
  takeProposal(proposalId: string): Proposed | undefined;
  /** Starts a drag of a share; the returned function tells whether this drag is still in progress. */
  beginDrag(): () => boolean;
  endDrag(): void;
  /** Starts the system's drag of a file that holds the link, a bearer secret. */
  dragLink(file: LinkFile, look: DragLook): Promise<void>;
  /** Whether the path is a link file of Mayfly's own drag, which must not be shared. */
  isDragged(path: string): boolean;
  /** Offers the still picture of a screen, of which a part is to be chosen. Raises `bad-request`. */
  regionPicture(screenId: number): string;
  /** Takes that part, in pixels of the picture; without one the screenshot is cancelled. Raises `bad-request`. */
  endRegion(screenId: number, area: RegionArea | undefined): void;
  openWindow(): void;
  hideShelf(): void;
  /** The window has painted its first complete view. */
  windowDrawn(): void;
  growShelf(): void;
  /** Disables the global shortcut while the user records a new one. */
  restShortcut(resting: boolean): void;
  /** Asks where to save it. Raises `picture-unsaved`. */
  savePicture(suggestedName: string, png: () => Promise<Uint8Array>): Promise<void>;
}
