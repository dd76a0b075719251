// What requests of the window need of the desktop, so that handlers are tested without one.
import type { Proposed } from '../core/model/share-request';
import type { LinkFile } from '../core/links/rules/link-file';

export interface DesktopActions {
  /** Whether it was given to the preload script of a document that is there now. */
  isDocumentToken(documentToken: string): boolean;
  /** Asks the user for files; empty when they chose none. */
  chooseFiles(): Promise<readonly string[]>;
  /** Hands a URL to the program that the system opens it with; it may be a bearer secret. Raises what the system refuses. */
  openUrl(url: string): Promise<void>;
  /** Shows a file or folder where it lies. Raises `file-missing`. */
  reveal(path: string): void;
  /** Where the window can fetch this picture (a PNG unless said otherwise), once: a path on its own origin. */
  showPicture(bytes: Uint8Array, contentType?: string): string;
  /** A PNG that the system has of a film whose file had that time (ns); nothing where there is none. */
  systemThumbnail(path: string, mtimeNs: bigint): Promise<Uint8Array | undefined>;
  /** Asks where to save a text, made only then. Raises `file-unsaved`. */
  saveText(suggestedName: string, text: () => string): Promise<void>;
  /** Asks for one file and reads it as text; nothing when the dialog was left. Raises `file-unreadable`, `connections-file-invalid`. */
  openText(): Promise<string | undefined>;
  /** Asks for a file of certificate authorities and gives its path; nothing when the dialog was left. */
  chooseCaFile(): Promise<string | undefined>;
  /** What was agreed to, once; nothing for a proposal that is not open any more. */
  takeProposal(proposalId: string): Proposed | undefined;
  /** The pointer has taken hold of a share; gives whether it still has. */
  beginDrag(): () => boolean;
  endDrag(): void;
  /** Hands a link to the program under the pointer, as a file; the link is a bearer secret. */
  dragLink(file: LinkFile, localFile: string | undefined): Promise<void>;
  /** A file of ours that is being dragged, and is nothing to share. */
  isDragged(path: string): boolean;
  openWindow(): void;
  hideShelf(): void;
  /** All of the window is on the screen. */
  windowDrawn(): void;
  growShelf(): void;
  /** While keys for a new shortcut are recorded, the present one rests. */
  restShortcut(resting: boolean): void;
  /** Asks where to save it. Raises `picture-unsaved`. */
  savePicture(suggestedName: string, png: () => Promise<Uint8Array>): Promise<void>;
}
