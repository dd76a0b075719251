// Watched folders and their remembered files as rows.
import { columns, flag, maybeText, type Row } from './columns';
import { large, maybe, number, text } from '../files/shapes';
import type { WatchedFile, WatchedFolder } from '../../core/model/watched-folder';

const folderColumns = columns({ path: text, connectionId: maybeText, copies: flag });

const fileColumns = columns({
  folder: text,
  name: text,
  inode: large,
  birthtimeNs: maybe(large),
  sizeBytes: number,
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
