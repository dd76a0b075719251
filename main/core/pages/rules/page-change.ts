// What a page share holds after a change of its files. Each keeps its place, and new ones come last.
import { showsPages } from '../../model/capabilities';
import { samePlace, type Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { shareState, type PageChange, type Share, type ShareItem } from '../../model/share';
import { nameBeside, titleAfterChange } from './page-plan';

/**
 * Raises `share-unchangeable` for a share whose files cannot be changed, `bad-request` for one whose link has ended or was taken back, and
 * `object-missing`. `nowMs`: Unix ms on the server's clock.
 */
export function checkChangeable(share: Share, nowMs: number): Share {
  const { name: fileName } = share;
  const state = shareState(share, nowMs);
  if (state === 'revoked') throw new Failure('bad-request', { reason: 'the link was taken back' });
  if (state === 'expired') throw new Failure('bad-request', { reason: 'the link has ended' });
  if (state === 'missing' || share.removedAtMs !== undefined) throw new Failure('object-missing', { fileName });
  if (share.origin === 'linked') {
    throw new Failure('share-unchangeable', { fileName, reason: 'its files were in the bucket before' });
  }
  return share;
}

/** The only file of a share, as the first one on its page. */
export const onlyFile = ({ id, key, name, sizeBytes, contentType, storedCheck, source }: Share): ShareItem => ({
  shareId: id,
  role: 'file',
  key,
  path: name,
  sizeBytes,
  contentType,
  storedCheck,
  ...(source !== undefined && { source }),
});

/**
 * The connection may point elsewhere since: new files would be there, and the page is not. A file becomes a page only where pages are shown. Raises
 * `share-unchangeable`.
 */
export function checkPlace(share: Share, connection: Connection): void {
  if (share.kind === 'file' && !showsPages(connection)) {
    throw new Failure('share-unchangeable', { fileName: share.name, reason: 'its storage does not show web pages' });
  }
  if (connection.kind === 'embedded' || samePlace(share, connection)) return;
  const reason = 'its connection points to another bucket now';
  throw new Failure('share-unchangeable', { fileName: share.name, reason });
}

export interface ChangedFiles {
  /** All files after the change, by position. */
  readonly files: ReadonlyMap<number, ShareItem>;
  /** Positions that have no file any more. */
  readonly left: readonly number[];
  /** Keys of the files that were replaced or taken out. */
  readonly former: readonly string[];
  readonly title: string;
}

/**
 * `items`: of the share, by position, its pages among them. `added`: the new files in their order; one that has the path of a file that is taken out
 * gets its place. A file that is gone meanwhile is replaced by none: the new one is added. Raises `share-unchangeable` where no file would be left.
 */
export function changedFiles(
  { id: shareId, name: title }: { readonly id: string; readonly name: string },
  items: ReadonlyMap<number, ShareItem>,
  added: readonly ShareItem[],
  { replaces, removes }: Pick<PageChange, 'replaces' | 'removes'>,
): ChangedFiles {
  const before = new Map([...items].filter(([, { role }]) => role === 'file'));
  const files = new Map(before);
  const former: string[] = [];
  const left: number[] = [];
  /** The positions of what is taken out, by its path. */
  const freed = new Map<string, number>();
  let next = Math.max(-1, ...before.keys()) + 1;
  for (const [position, { key, path }] of before) {
    if (!removes.includes(key)) continue;
    files.delete(position);
    former.push(key);
    freed.set(path, position);
  }
  const place = [...files].find(([, { key }]) => key === replaces);
  for (const item of added) {
    const isReplaced = place !== undefined && item === added[0];
    const position = isReplaced ? place[0] : (freed.get(item.path) ?? next++);
    if (isReplaced) former.push(place[1].key);
    files.delete(position);
    freed.delete(item.path);
    const taken = new Set(Array.from(files.values(), ({ path }) => path));
    files.set(position, { ...item, shareId, path: nameBeside(item.path, taken) });
  }
  for (const position of freed.values()) left.push(position);
  if (files.size === 0) {
    throw new Failure('share-unchangeable', {
      fileName: title,
      reason: 'at least one file stays; take its link back instead',
    });
  }
  const inOrder = new Map([...files].toSorted(([a], [b]) => a - b));
  return { files: inOrder, left, former, title: titleAfterChange(title, pathsOf(before), pathsOf(inOrder)) };
}

const pathsOf = (files: ReadonlyMap<number, ShareItem>): readonly string[] =>
  Array.from(files.values(), ({ path }) => path);

/**
 * What a file is called on the page in the place of another: as that one where both are of one type by their names, else by its own name, in the same
 * folder.
 */
export function replacedName(before: string, fileName: string): string {
  const folder = before.slice(0, before.lastIndexOf('/') + 1);
  return extension(before) === extension(fileName) ? before : folder + fileName;
}

const extension = (name: string): string => /\.[^./]*$/.exec(name)?.[0].toLowerCase() ?? '';
