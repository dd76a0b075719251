// The files of a page that is rewritten while it is open.
import type { FileState } from '../page-state';
import type { Entry } from '../share';

/** What is read of a later revision. */
export interface Read {
  /** What the page is called now: it may count its files. */
  readonly title: string;
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
  readonly entries: readonly Entry[];
}

/** In bytes, as the sender counts them: an encrypted file is stored larger than it is. */
export const storedBytesOf = ({ storedBytes, sizeBytes }: Entry): number => storedBytes ?? sizeBytes;

/** States of a file that is not stored yet, or never will be. */
const unstored: ReadonlySet<FileState> = new Set(['waiting', 'sending', 'unsent', 'cancelled'] as const);
export const isUnstored = (state: FileState): boolean => unstored.has(state);
