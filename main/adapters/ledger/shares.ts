// Shares as rows.
import * as z from 'zod/mini';
import { searchForm, type Share } from '../../core/model/share';
import { columns, flag, maybeNumber, maybeText, type Row } from './columns';
import { sourceColumns, sourceRow, toSource } from './rows';

const shareColumns = columns({
  id: z.string(),
  connectionId: z.string(),
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  addressing: z.enum(['path', 'virtual-host']),
  kind: z.enum(['file', 'page']),
  origin: z.enum(['uploaded', 'linked']),
  key: z.string(),
  linkEndpoint: maybeText,
  name: z.string(),
  sizeBytes: z.number(),
  fileCount: z.number(),
  contentType: z.string(),
  disposition: z.enum(['attachment', 'inline']),
  createdAtMs: z.number(),
  signedAtMs: maybeNumber,
  expiresAtMs: z.number(),
  limitedBy: z.enum(['requested', 'credentials', 'protocol', 'connection']),
  verified: flag,
  storedCheck: z.enum(['crc32', 'md5', 'sample']),
  message: maybeText,
  plainPage: flag,
  keepUntilMs: maybeNumber,
  ...sourceColumns,
  revokedAtMs: maybeNumber,
  revokedStatus: maybeNumber,
  missingAtMs: maybeNumber,
  removedAtMs: maybeNumber,
});

export function toShare(row: unknown): Share {
  const { plainPage, sourcePath, source, ...share } = shareColumns.read(row);
  // Into the object that is new here: a history of a hundred thousand rows is read at once.
  return Object.assign(share, plainPage && { plainPage }, toSource(sourcePath, source));
}

export const shareRow = (share: Share): Row => ({
  ...shareColumns.write({ ...share, plainPage: share.plainPage === true, ...sourceRow(share.source) }),
  name_searched: searchForm(share.name),
});
