// Files whose sending was begun before, so that a page that is loaded again, and a command that is run again, can go on with them.
import type { ChosenFile } from './choosing/chosen-file';
import { nowhere, type Place } from './take-slot';

/** A file whose upload was begun before the page was loaded again. */
export interface Begun {
  /** With its folders. */
  readonly path: string;
  readonly size: number;
  /** Unix ms. */
  readonly lastModified: number;
  readonly slot: number;
  /** In its manifest, base64url; empty where the page does not keep it. */
  readonly key: string;
  readonly batch: string;
  /** It goes in one write, in a slot that is its own: its manifest, with that ETag, is stored. */
  readonly isWhole?: true;
  readonly etag?: string | undefined;
}

export interface Remembered {
  readonly all: () => readonly Begun[];
  /** Whether the guest chose that very file again. */
  readonly isSame: (begun: Begun, chosen: Pick<ChosenFile, 'file' | 'path'>) => boolean;
  /** Files that go in one write are kept too. */
  readonly keepsWhole?: true;
  readonly keep: (begun: Begun) => void;
  readonly forget: (slot: number) => void;
}

/** Whether the guest chose that very file again; without its folders, as it may be chosen alone. */
export const isSame = (
  { path, size, lastModified }: Begun,
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
): boolean => path.split('/').at(-1) === file.name && size === file.size && lastModified === file.lastModified;

/**
 * Without the key it has to begin anew, in its slot. Of one that goes in one write nobody knows whether all bytes had left: where its slot is
 * found written, it was.
 */
export const placeOf = ({ slot, key, isWhole, etag }: Begun): Place => ({
  ...nowhere(),
  slot,
  ...(isWhole === true && { described: true, begun: new Set(['about'] as const), sentAll: true, etag }),
  ...(key !== '' && {
    described: true,
    begun: new Set(['about']),
    asked: { key, sinceMs: Date.now(), stored: new Set() },
  }),
});
