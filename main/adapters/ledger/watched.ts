// Watched folders and their remembered files as rows.
import * as z from 'zod/mini';
import { columns, flag, maybeText, type Row } from './columns';
import type { WatchedFile, WatchedFolder } from '../../core/model/watched-folder';

const folderColumns = columns({ path: z.string(), connectionId: maybeText, copies: flag });

/** An inode has 64 bits, more than a number of SQLite or of JavaScript holds. */
const large = z.pipe(
  z.string(),
  z.transform((text) => BigInt(text)),
);

const fileColumns = columns({
  folder: z.string(),
  name: z.string(),
  inode: large,
  birthtimeNs: z.exactOptional(large),
  sizeBytes: z.number(),
  mtimeNs: large,
  isGone: flag,
});

export const folderRow = (folder: WatchedFolder): Row => folderColumns.write(folder);
export const toFolder = (row: unknown): WatchedFolder => folderColumns.read(row);

export const fileRow = (folder: string, { inode, birthtimeNs, mtimeNs, ...file }: WatchedFile): Row =>
  fileColumns.write({
    ...file,
    folder,
    inode: String(inode),
    birthtimeNs: birthtimeNs === undefined ? undefined : String(birthtimeNs),
    mtimeNs: String(mtimeNs),
  });

export function toFile(row: unknown): WatchedFile {
  const { folder: _itsKey, ...file } = fileColumns.read(row);
  return file;
}
