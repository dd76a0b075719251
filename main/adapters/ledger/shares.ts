// Shares as rows.
import { searchForm, type Share } from '../../core/model/share';
import { columns, flag, maybeNumber, maybeText, placeColumns, type Row } from './columns';
import { maybe, number, oneOf, text } from '../files/shapes';
import { sourceColumns, sourceRow, toSource } from './rows';

const shareColumns = columns({
  id: text,
  ...placeColumns,
  kind: oneOf('file', 'page'),
  origin: oneOf('uploaded', 'linked'),
  key: text,
  linkEndpoint: maybeText,
  name: text,
  sizeBytes: number,
  fileCount: number,
  contentType: text,
  disposition: oneOf('attachment', 'inline'),
  createdAtMs: number,
  signedAtMs: maybeNumber,
  expiresAtMs: number,
  limitedBy: oneOf('requested', 'credentials', 'protocol', 'connection'),
  verified: flag,
  storedCheck: oneOf('crc32', 'md5', 'sample'),
  message: maybeText,
  plainPage: flag,
  keepUntilMs: maybeNumber,
  encryption: maybe(oneOf('link', 'password')),
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

/** Assigned for the reason of `uploadRow`. */
export const shareRow = (share: Share): Row =>
  Object.assign(
    shareColumns.write(Object.assign({}, share, { plainPage: share.plainPage === true }, sourceRow(share.source))),
    { name_searched: searchForm(share.name) },
  );
