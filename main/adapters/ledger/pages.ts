// The objects of page shares, and pages whose files are still uploading, as rows.
import * as z from 'zod/mini';
import type { PageDraft, ShareItem } from '../../core/model/share';
import { columns, flag, maybeNumber, maybeText, type Row } from './columns';
import { sourceColumns, sourceRow, toSource } from './rows';

const itemColumns = columns({
  shareId: z.string(),
  role: z.enum(['file', 'page']),
  key: z.string(),
  path: z.string(),
  sizeBytes: z.number(),
  contentType: z.string(),
  sha256: maybeText,
  storedCheck: z.enum(['crc32', 'md5', 'sample']),
  ...sourceColumns,
});

export function toItem(row: unknown): ShareItem {
  const { sourcePath, source, ...item } = itemColumns.read(row);
  return { ...item, ...toSource(sourcePath, source) };
}

export const itemRow = (item: ShareItem, position: number): Row => ({
  ...itemColumns.write({ ...item, ...sourceRow(item.source) }),
  position,
});

const draftColumns = columns({
  id: z.string(),
  connectionId: z.string(),
  bucket: z.string(),
  folder: z.string(),
  title: z.string(),
  message: maybeText,
  plainPage: flag,
  lifetimeSeconds: z.number(),
  keepUntilMs: maybeNumber,
  copy: flag,
  startedAtMs: z.number(),
  ownerPid: z.number(),
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
