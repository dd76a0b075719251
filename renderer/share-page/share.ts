// The page's data, in either form that the document can hold it.
import type { Life } from '../page/life';
import type { Live } from './live/live-times';

export interface Entry {
  /** Names the entry in this page: its place in the list that came first; what a later revision of the page adds is numbered on. */
  index: number;
  /** Name with relative folders, `/` between them; anybody's text. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Of the object, where that is another. */
  readonly storedBytes?: number;
  readonly contentType: string;
  /** base64url, 43 characters. */
  readonly sha256?: string;
  /** The presigned URL as a path-absolute reference: a bearer secret, for requests of this page only. A later one once it has ended, where there is one. */
  href: string;
}

export interface Share extends Life {
  readonly live: Live;
  readonly entries: readonly Entry[];
}

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const totalBytes = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
