// Requests of the window about whatever is shared next.
import * as z from 'zod';
import { expirySeconds, id } from './connection-draft';
import { request } from './request';

export interface MadePassword {
  readonly password: string;
  /** False where the desktop accepts no clipboard from a window without the focus. */
  readonly isCopied: boolean;
}

/** The preload script takes the paths from dropped or pasted `File`s, and proves itself with its document token. */
export const droppedFiles = {
  documentToken: z.string().length(22),
  /** Whoever selects a folder's files and not the folder drops tens of thousands. */
  paths: z.array(z.string().min(1).max(32_767)).min(1).max(100_000),
};

const ofFile = z.strictObject({ shareId: id, name: z.string().min(1).max(32_767) });

export const sharingRequests = {
  /** A dropped `File` without a path: another program offers it without having stored it. Always `file-not-stored`. */
  'files:share-unstored': request(z.strictObject({ name: z.string().max(1_000) }))<void>(),
  /** How long new links live from now on: for the default connection where it has a time of its own, or alone takes that long; else the setting. */
  'lifetime:choose': request(z.strictObject({ expirySeconds }))<void>(),
  /** Makes a password for the next share and copies it. */
  'encryption:make-password': request(z.undefined())<MadePassword>(),
  /**
   * Opens the system's dialog for files, and adds what was picked to a page share, whose link stays. With `newLink` a share of one file becomes a page,
   * whose link is copied.
   */
  'shares:add-files': request(z.strictObject({ shareId: id, newLink: z.boolean().optional() }))<{
    readonly chosen: boolean;
  }>(),
  /** Adds dropped files and folders to a page share. The preload script proves itself, as for `files:share`. */
  'files:add': request(z.strictObject({ ...droppedFiles, shareId: id }))<void>(),
  /** Opens that dialog, and puts the picked file in the place of the one that the page calls `name`. */
  'shares:replace-file': request(ofFile)<{ readonly chosen: boolean }>(),
  /** Keeps the page of a share in step with the folder that it was made of, while Mayfly runs, or no longer. */
  'shares:keep-in-step': request(z.strictObject({ shareId: id, keeps: z.boolean() }))<void>(),
  /** Takes the file that the page calls `name` out of the share, and deletes it. */
  'shares:remove-file': request(ofFile)<void>(),
} as const;
