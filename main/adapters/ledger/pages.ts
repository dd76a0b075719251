// The objects of page shares, and pages whose files are still uploading, as rows.
import type { PageDraft, ShareItem } from '../../core/model/share';
import { columns, flag, maybeNumber, maybeText, type Row } from './columns';
import { maybe, number, oneOf, text } from '../files/shapes';
import { sourceColumns, sourceRow, toSource } from './rows';

const itemColumns = columns({
  shareId: text,
  role: oneOf('file', 'page', 'status', 'mark'),
  key: text,
  path: text,
  sizeBytes: number,
  contentType: text,
  sha256: maybeText,
  headSha256: maybeText,
  storedCheck: oneOf('crc32', 'md5', 'sample'),
  ...sourceColumns,
});

export function toItem(row: unknown): ShareItem {
  const { sourcePath, source, ...item } = itemColumns.read(row);
  return { ...item, ...toSource(sourcePath, source) };
}

/** By the positions of the rows. */
export const placed = (rows: readonly unknown[]): ReadonlyMap<number, ShareItem> =>
  new Map(rows.map((row) => [number((row as Row)['position']), toItem(row)]));

export const itemRow = (item: ShareItem, position: number): Row => ({
  ...itemColumns.write({ ...item, ...sourceRow(item.source) }),
  position,
});

const draftColumns = columns({
  id: text,
  connectionId: text,
  bucket: text,
  folder: text,
  title: text,
  message: maybeText,
  plainPage: flag,
  lifetimeSeconds: number,
  endsAtMs: maybeNumber,
  keepUntilMs: maybeNumber,
  door: maybeText,
  encryption: maybe(oneOf('link', 'password')),
  copy: flag,
  startedAtMs: number,
  ownerPid: number,
  abandoned: flag,
  ...sourceColumns,
});

export function toDraft(row: unknown): PageDraft {
  const { plainPage, abandoned, sourcePath, source, ...draft } = draftColumns.read(row);
  const flags = { ...(plainPage && { plainPage }), ...(abandoned && { abandoned }) };
  return { ...draft, ...flags, ...toSource(sourcePath, source) };
}

export const draftRow = (draft: PageDraft): Row =>
  draftColumns.write({
    ...draft,
    plainPage: draft.plainPage === true,
    abandoned: draft.abandoned === true,
    ...sourceRow(draft.source),
  });
