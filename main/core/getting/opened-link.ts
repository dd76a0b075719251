// What a link offers, once it was opened.
import type { Links } from './read-range';
import type { SavedPath } from './rules/saved-path';

export interface OfferedFile {
  /** In the page's list; 0 of a single file. */
  readonly index: number;
  /** Below the folder it is saved in, unless something has that name. */
  readonly saved: SavedPath;
  /** Of the file as it is saved. */
  readonly sizeBytes: number;
  /** Of the file as it is saved, lower-case hex. */
  readonly sha256: string | undefined;
  /** Origin and path of the stored object, without its signature. */
  readonly place: string;
  /** As stored. */
  readonly storedBytes: number;
  /** Present where the object is an age file. */
  readonly sealed: { readonly identity: string; readonly headSha256: string } | undefined;
}

export interface OpenedLink {
  readonly kind: 'file' | 'page' | 'encrypted';
  readonly files: readonly OfferedFile[];
  readonly links: Links;
  /** Scheme and host of the server. */
  readonly origin: string;
  /** Of the status object while files are still sent; presigned, a bearer secret. */
  readonly statusUrl: string | undefined;
  /** Opens it once more, with the password that it was opened with. Raises as opening it does. */
  again(): Promise<OpenedLink>;
}
