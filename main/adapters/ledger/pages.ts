// Rows of the objects of page shares and of pages with unfinished uploads; every row is parsed.
import * as z from 'zod/mini';
import type { PageDraft, ShareItem } from '../../core/model/share';
import { type Row, sourceRow, toSource } from './rows';

const check = z.enum(['crc32', 'md5', 'sample']);
const optionalNumber = z.nullable(z.number());
const optionalText = z.nullable(z.string());

const itemColumns = z.object({
  share_id: z.string(),
  role: z.enum(['file', 'page']),
  key: z.string(),
  path: z.string(),
  size_bytes: z.number(),
  content_type: z.string(),
  sha256: optionalText,
  stored_check: check,
  source_path: optionalText,
  source: optionalText,
});

export function toItem(row: unknown): ShareItem {
  const columns = itemColumns.parse(row);
  const source = toSource(columns.source_path, columns.source);
  return {
    shareId: columns.share_id,
    role: columns.role,
    key: columns.key,
    path: columns.path,
    sizeBytes: columns.size_bytes,
    contentType: columns.content_type,
    ...(columns.sha256 !== null && { sha256: columns.sha256 }),
    storedCheck: columns.stored_check,
    ...(source !== undefined && { source }),
  };
}

export const itemRow = (item: ShareItem, position: number): Row => ({
  share_id: item.shareId,
  position,
  role: item.role,
  key: item.key,
  path: item.path,
  size_bytes: item.sizeBytes,
  content_type: item.contentType,
  sha256: item.sha256 ?? null,
  stored_check: item.storedCheck,
  ...sourceRow(item.source),
});

export const saveItem = `INSERT INTO share_items (share_id, position, role, key, path, size_bytes, content_type, sha256, stored_check,
    source_path, source)
  VALUES (:share_id, :position, :role, :key, :path, :size_bytes, :content_type, :sha256, :stored_check, :source_path, :source)
  ON CONFLICT (share_id, position) DO UPDATE SET role = :role, key = :key, path = :path, size_bytes = :size_bytes,
    content_type = :content_type, sha256 = :sha256, stored_check = :stored_check, source_path = :source_path, source = :source`;

const draftColumns = z.object({
  id: z.string(),
  connection_id: z.string(),
  bucket: z.string(),
  folder: z.string(),
  title: z.string(),
  message: optionalText,
  plain_page: z.number(),
  lifetime_seconds: z.number(),
  keep_until_ms: optionalNumber,
  copy: z.number(),
  started_at_ms: z.number(),
  owner_pid: z.number(),
  abandoned: z.number(),
  source_path: optionalText,
  source: optionalText,
});

export function toDraft(row: unknown): PageDraft {
  const columns = draftColumns.parse(row);
  const source = toSource(columns.source_path, columns.source);
  return {
    id: columns.id,
    connectionId: columns.connection_id,
    bucket: columns.bucket,
    folder: columns.folder,
    title: columns.title,
    ...(columns.message !== null && { message: columns.message }),
    ...(columns.plain_page === 1 && { plainPage: true }),
    lifetimeSeconds: columns.lifetime_seconds,
    ...(columns.keep_until_ms !== null && { keepUntilMs: columns.keep_until_ms }),
    copy: columns.copy === 1,
    startedAtMs: columns.started_at_ms,
    ownerPid: columns.owner_pid,
    ...(columns.abandoned === 1 && { abandoned: true }),
    ...(source !== undefined && { source }),
  };
}

export const draftRow = (draft: PageDraft): Row => ({
  id: draft.id,
  connection_id: draft.connectionId,
  bucket: draft.bucket,
  folder: draft.folder,
  title: draft.title,
  message: draft.message ?? null,
  plain_page: draft.plainPage === true ? 1 : 0,
  lifetime_seconds: draft.lifetimeSeconds,
  keep_until_ms: draft.keepUntilMs ?? null,
  copy: draft.copy ? 1 : 0,
  started_at_ms: draft.startedAtMs,
  owner_pid: draft.ownerPid,
  abandoned: draft.abandoned === true ? 1 : 0,
  ...sourceRow(draft.source),
});
