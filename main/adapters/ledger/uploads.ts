// Rows of unfinished uploads and their parts; every row is parsed.
import * as z from 'zod/mini';
import type { FileSnapshot } from '../../core/model/given-file';
import { type Row, snapshotShape, stampText, toGiven } from './rows';
import type { UnfinishedUpload, SavedPart } from '../../core/model/upload';

const uploadColumns = z.object({
  id: z.string(),
  connection_id: z.string(),
  bucket: z.string(),
  key: z.string(),
  path: z.string(),
  name: z.string(),
  size_bytes: z.number(),
  started_at_ms: z.number(),
  owner_pid: z.number(),
  state: z.enum(['active', 'paused', 'failed', 'abandoned']),
  lifetime_seconds: z.number(),
  disposition: z.enum(['attachment', 'inline']),
  copy: z.number(),
  batch_id: z.string(),
  page_id: z.nullable(z.string()),
  position: z.nullable(z.number()),
  keep_until_ms: z.nullable(z.number()),
  given: z.nullable(z.string()),
  snapshot: z.nullable(z.string()),
  part_bytes: z.nullable(z.number()),
  multipart_upload_id: z.nullable(z.string()),
});

const partColumns = z.object({
  upload_id: z.string(),
  number: z.number(),
  etag: z.string(),
  crc32: z.string(),
  check: z.enum(['crc32', 'md5', 'sample']),
});

export const savePart = `INSERT INTO upload_parts (upload_id, number, etag, crc32, "check")
  VALUES (:upload_id, :number, :etag, :crc32, :check)
  ON CONFLICT (upload_id, number) DO UPDATE SET etag = :etag, crc32 = :crc32, "check" = :check`;

/** The parts of all uploads by upload id, in one query. */
export function toParts(rows: readonly unknown[]): ReadonlyMap<string, readonly SavedPart[]> {
  const byUpload = new Map<string, SavedPart[]>();
  for (const row of rows) {
    const { upload_id: uploadId, ...part } = partColumns.parse(row);
    const own = byUpload.get(uploadId);
    if (own === undefined) byUpload.set(uploadId, [part]);
    else own.push(part);
  }
  return byUpload;
}

/** An upload with its own `parts`. */
export function toUpload(row: unknown, parts: ReadonlyMap<string, readonly SavedPart[]>): UnfinishedUpload {
  const columns = uploadColumns.parse(row);
  const { snapshot, part_bytes: partBytes, multipart_upload_id: multipartUploadId } = columns;
  const begun = snapshot !== null && partBytes !== null;
  return {
    id: columns.id,
    connectionId: columns.connection_id,
    bucket: columns.bucket,
    key: columns.key,
    path: columns.path,
    name: columns.name,
    sizeBytes: columns.size_bytes,
    startedAtMs: columns.started_at_ms,
    ownerPid: columns.owner_pid,
    state: columns.state,
    intent: {
      lifetimeSeconds: columns.lifetime_seconds,
      disposition: columns.disposition,
      copy: columns.copy === 1,
      batchId: columns.batch_id,
      ...(columns.keep_until_ms !== null && { keepUntilMs: columns.keep_until_ms }),
      ...(columns.page_id !== null && { page: { id: columns.page_id, position: columns.position ?? 0 } }),
    },
    given: toGiven(columns.given, columns.path),
    ...(begun && {
      record: {
        snapshot: toSnapshot(snapshot),
        partBytes,
        ...(multipartUploadId !== null && { multipartUploadId }),
        parts: parts.get(columns.id) ?? [],
      },
    }),
  };
}

export const uploadRow = (upload: UnfinishedUpload): Row => ({
  id: upload.id,
  connection_id: upload.connectionId,
  bucket: upload.bucket,
  key: upload.key,
  path: upload.path,
  name: upload.name,
  size_bytes: upload.sizeBytes,
  started_at_ms: upload.startedAtMs,
  owner_pid: upload.ownerPid,
  state: upload.state,
  lifetime_seconds: upload.intent.lifetimeSeconds,
  disposition: upload.intent.disposition,
  copy: upload.intent.copy ? 1 : 0,
  batch_id: upload.intent.batchId,
  page_id: upload.intent.page?.id ?? null,
  position: upload.intent.page?.position ?? null,
  keep_until_ms: upload.intent.keepUntilMs ?? null,
  given: upload.given.snapshot === undefined ? null : stampText(upload.given),
  snapshot: upload.record === undefined ? null : stampText(upload.record.snapshot),
  part_bytes: upload.record?.partBytes ?? null,
  multipart_upload_id: upload.record?.multipartUploadId ?? null,
});

const toSnapshot = (json: string): FileSnapshot => snapshotShape.parse(JSON.parse(json));
