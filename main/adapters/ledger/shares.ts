// Rows of shares; every row is parsed.
import * as z from 'zod/mini';
import { searchForm, type Share } from '../../core/model/share';
import { type Row, sourceRow, toSource } from './rows';

const check = z.enum(['crc32', 'md5', 'sample']);
const optionalNumber = z.nullable(z.number());
const optionalText = z.nullable(z.string());

const shareColumns = z.object({
  id: z.string(),
  connection_id: z.string(),
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  addressing: z.enum(['path', 'virtual-host']),
  kind: z.enum(['file', 'page']),
  origin: z.enum(['uploaded', 'linked']),
  key: z.string(),
  link_endpoint: optionalText,
  name: z.string(),
  size_bytes: z.number(),
  file_count: z.number(),
  content_type: z.string(),
  disposition: z.enum(['attachment', 'inline']),
  created_at_ms: z.number(),
  signed_at_ms: optionalNumber,
  expires_at_ms: z.number(),
  limited_by: z.enum(['requested', 'credentials', 'protocol', 'connection']),
  verified: z.number(),
  stored_check: check,
  message: optionalText,
  plain_page: z.number(),
  keep_until_ms: optionalNumber,
  source_path: optionalText,
  source: optionalText,
  revoked_at_ms: optionalNumber,
  missing_at_ms: optionalNumber,
  removed_at_ms: optionalNumber,
});

export function toShare(row: unknown): Share {
  const columns = shareColumns.parse(row);
  const source = toSource(columns.source_path, columns.source);
  return {
    id: columns.id,
    connectionId: columns.connection_id,
    endpoint: columns.endpoint,
    region: columns.region,
    bucket: columns.bucket,
    addressing: columns.addressing,
    kind: columns.kind,
    origin: columns.origin,
    key: columns.key,
    ...(columns.link_endpoint !== null && { linkEndpoint: columns.link_endpoint }),
    name: columns.name,
    sizeBytes: columns.size_bytes,
    fileCount: columns.file_count,
    contentType: columns.content_type,
    disposition: columns.disposition,
    createdAtMs: columns.created_at_ms,
    ...(columns.signed_at_ms !== null && { signedAtMs: columns.signed_at_ms }),
    expiresAtMs: columns.expires_at_ms,
    limitedBy: columns.limited_by,
    verified: columns.verified === 1,
    storedCheck: columns.stored_check,
    ...(columns.message !== null && { message: columns.message }),
    ...(columns.plain_page === 1 && { plainPage: true }),
    ...(columns.keep_until_ms !== null && { keepUntilMs: columns.keep_until_ms }),
    ...(source !== undefined && { source }),
    ...(columns.revoked_at_ms !== null && { revokedAtMs: columns.revoked_at_ms }),
    ...(columns.missing_at_ms !== null && { missingAtMs: columns.missing_at_ms }),
    ...(columns.removed_at_ms !== null && { removedAtMs: columns.removed_at_ms }),
  };
}

export function shareRow(share: Share): Row {
  return {
    id: share.id,
    connection_id: share.connectionId,
    endpoint: share.endpoint,
    region: share.region,
    bucket: share.bucket,
    addressing: share.addressing,
    kind: share.kind,
    origin: share.origin,
    key: share.key,
    link_endpoint: share.linkEndpoint ?? null,
    name: share.name,
    name_searched: searchForm(share.name),
    size_bytes: share.sizeBytes,
    file_count: share.fileCount,
    content_type: share.contentType,
    disposition: share.disposition,
    created_at_ms: share.createdAtMs,
    signed_at_ms: share.signedAtMs ?? null,
    expires_at_ms: share.expiresAtMs,
    limited_by: share.limitedBy,
    verified: share.verified ? 1 : 0,
    stored_check: share.storedCheck,
    message: share.message ?? null,
    plain_page: share.plainPage === true ? 1 : 0,
    keep_until_ms: share.keepUntilMs ?? null,
    ...sourceRow(share.source),
    revoked_at_ms: share.revokedAtMs ?? null,
    missing_at_ms: share.missingAtMs ?? null,
    removed_at_ms: share.removedAtMs ?? null,
  };
}
