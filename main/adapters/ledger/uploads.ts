// Unfinished uploads and their parts as rows.
import { columns, flag, maybeNumber, maybeText, type Row } from './columns';
import { number, oneOf, text } from '../files/shapes';
import { snapshotShape, stampText, toGiven } from './rows';
import type { UnfinishedUpload, SavedPart } from '../../core/model/upload';

const uploadColumns = columns({
  id: text,
  connectionId: text,
  bucket: text,
  key: text,
  path: text,
  name: text,
  sizeBytes: number,
  startedAtMs: number,
  ownerPid: number,
  state: oneOf('active', 'paused', 'failed', 'abandoned'),
  lifetimeSeconds: number,
  disposition: oneOf('attachment', 'inline'),
  copy: flag,
  batchId: text,
  pageId: maybeText,
  position: maybeNumber,
  keepUntilMs: maybeNumber,
  door: maybeText,
  given: maybeText,
  snapshot: maybeText,
  partBytes: maybeNumber,
  multipartUploadId: maybeText,
});

const partColumns = columns({
  uploadId: text,
  number: number,
  etag: text,
  crc32: text,
  check: oneOf('crc32', 'md5', 'sample'),
});

export const partRow = (uploadId: string, part: SavedPart): Row => partColumns.write({ uploadId, ...part });

/** The parts of all uploads by upload id, in one query. */
export function toParts(rows: readonly unknown[]): ReadonlyMap<string, readonly SavedPart[]> {
  const byUpload = new Map<string, SavedPart[]>();
  for (const row of rows) {
    const { uploadId, ...part } = partColumns.read(row);
    const own = byUpload.get(uploadId);
    if (own === undefined) byUpload.set(uploadId, [part]);
    else own.push(part);
  }
  return byUpload;
}

/** An upload with its own `parts`. */
export function toUpload(row: unknown, parts: ReadonlyMap<string, readonly SavedPart[]>): UnfinishedUpload {
  const {
    lifetimeSeconds,
    disposition,
    copy,
    batchId,
    pageId,
    position = 0,
    keepUntilMs,
    door,
    ...rest
  } = uploadColumns.read(row);
  const { given, snapshot, partBytes, multipartUploadId, ...upload } = rest;
  return {
    ...upload,
    intent: {
      lifetimeSeconds,
      disposition,
      copy,
      batchId,
      ...(keepUntilMs !== undefined && { keepUntilMs }),
      ...(door !== undefined && { door }),
      ...(pageId !== undefined && { page: { id: pageId, position } }),
    },
    given: toGiven(given, upload.path),
    ...(snapshot !== undefined &&
      partBytes !== undefined && {
        record: {
          snapshot: snapshotShape(JSON.parse(snapshot)),
          partBytes,
          ...(multipartUploadId !== undefined && { multipartUploadId }),
          parts: parts.get(upload.id) ?? [],
        },
      }),
  };
}

export const uploadRow = ({ intent, given, record, ...upload }: UnfinishedUpload): Row =>
  uploadColumns.write({
    ...upload,
    ...intent,
    pageId: intent.page?.id,
    position: intent.page?.position,
    given: given.snapshot && stampText(given),
    snapshot: record && stampText(record.snapshot),
    partBytes: record?.partBytes,
    multipartUploadId: record?.multipartUploadId,
  });
