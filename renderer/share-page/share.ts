// The page's data, in either form that the document can hold it.
import type { Life } from '../page/life';

export interface Entry {
  /** Place in the sender's list; names the entry in this page. */
  readonly index: number;
  /** Name with relative folders, `/` between them; anybody's text. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  /** base64url, 43 characters. */
  readonly sha256?: string;
  /** The presigned URL as a path-absolute reference: a bearer secret, for requests of this page only. A later one once it has ended, where there is one. */
  href: string;
}

export interface Share extends Life {
  readonly entries: readonly Entry[];
}

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const totalBytes = (entries: readonly Entry[]): number =>
  entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
