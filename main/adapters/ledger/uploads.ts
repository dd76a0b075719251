// Unfinished uploads and their parts as rows.
import { columns, flag, maybeNumber, maybeText, type Row } from './columns';
import { number, oneOf, text } from '../files/shapes';
import { snapshotShape, stampText, toGiven } from './rows';
import type { PartTags, SavedPart, UnfinishedUpload } from '../../core/model/upload';

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
  endsAtMs: maybeNumber,
  disposition: oneOf('attachment', 'inline'),
  copy: flag,
  batchId: text,
  pageId: maybeText,
  position: maybeNumber,
  keepUntilMs: maybeNumber,
  door: maybeText,
  given: maybeText,
  encryptWith: maybeText,
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

const tagColumns = columns({ uploadId: text, number: number, tags: text });

export const tagsRow = (uploadId: string, tags: PartTags): Row => tagColumns.write({ uploadId, ...tags });

type ByUpload<Part> = ReadonlyMap<string, readonly Part[]>;

/** Rows of parts by the id of their upload. */
function byUpload<Part>(rows: readonly unknown[], read: (row: unknown) => Part & { uploadId: string }): ByUpload<Part> {
  const found = new Map<string, Part[]>();
  for (const row of rows) {
    const { uploadId, ...part } = read(row);
    const own = found.get(uploadId);
    if (own === undefined) found.set(uploadId, [part as Part]);
    else own.push(part as Part);
  }
  return found;
}

/** The parts of all uploads by upload id, in one query. */
export const toParts = (rows: readonly unknown[]): ByUpload<SavedPart> =>
  byUpload<SavedPart>(rows, (row) => partColumns.read(row));
export const toTags = (rows: readonly unknown[]): ByUpload<PartTags> =>
  byUpload<PartTags>(rows, (row) => tagColumns.read(row));

/** An upload with its own `parts` and `tags`. */
export function toUpload(row: unknown, parts: ByUpload<SavedPart>, tagsOf: ByUpload<PartTags>): UnfinishedUpload {
  const {
    lifetimeSeconds,
    endsAtMs,
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
  const tags = tagsOf.get(upload.id);
  return {
    ...upload,
    intent: {
      lifetimeSeconds,
      disposition,
      copy,
      batchId,
      ...(endsAtMs !== undefined && { endsAtMs }),
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
          ...(tags !== undefined && { tags }),
        },
      }),
  };
}

/** Assigned and not spread: in code that V8 does not optimise, as of a command, that takes a tenth of the time. */
export const uploadRow = ({ intent, given, record, ...upload }: UnfinishedUpload): Row =>
  uploadColumns.write(
    Object.assign({}, upload, intent, {
      pageId: intent.page?.id,
      position: intent.page?.position,
      given: given.snapshot && stampText(given),
      snapshot: record && stampText(record.snapshot),
      partBytes: record?.partBytes,
      multipartUploadId: record?.multipartUploadId,
    }),
  );
