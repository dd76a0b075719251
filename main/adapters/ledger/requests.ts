// File requests and arrivals as rows.
import { askedKinds, type Arrival, type FileRequest, type Offer } from '../../core/model/requests/file-request';
import { maybe, number, oneOf, text } from '../files/shapes';
import { columns, flag, maybeNumber, maybeText, placeColumns, type Row } from './columns';

const requestColumns = columns({
  id: text,
  ...placeColumns,
  way: oneOf('forms', 'put'),
  asks: flag,
  folder: text,
  pageKey: text,
  linkEndpoint: maybeText,
  title: text,
  message: maybeText,
  files: number,
  bytes: number,
  types: oneOf(...askedKinds),
  recipient: maybeText,
  isOnce: flag,
  saveTo: maybeText,
  mostLeaseSeconds: number,
  createdAtMs: number,
  signedAtMs: number,
  expiresAtMs: number,
  limitedBy: oneOf('requested', 'credentials', 'protocol', 'connection'),
  writtenAtMs: number,
  leaseEndsAtMs: number,
  closedAtMs: maybeNumber,
  removedAtMs: maybeNumber,
});

/** The column is named after the page, which has its key. */
export function toRequest(row: unknown): FileRequest {
  const { pageKey: key, ...request } = requestColumns.read(row);
  return { ...request, key };
}
export const requestRow = ({ key: pageKey, ...request }: FileRequest): Row =>
  requestColumns.write({ ...request, pageKey });

const arrivalColumns = columns({
  requestId: text,
  slot: number,
  key: text,
  etag: text,
  name: text,
  folder: maybeText,
  folderLost: maybe(flag),
  sizeBytes: number,
  sha256: maybeText,
  batch: text,
  sender: maybeText,
  note: maybeText,
  arrivedAtMs: number,
  state: oneOf('arrived', 'saved', 'refused', 'deleted'),
  refusal: maybe(oneOf('too-large', 'kind', 'late', 'unencrypted')),
  isAgain: maybe(flag),
  failedSaves: maybeNumber,
  path: maybeText,
  toldAtMs: maybeNumber,
});

export const toArrival = (row: unknown): Arrival => arrivalColumns.read(row);
export const arrivalRow = (arrival: Arrival): Row => arrivalColumns.write(arrival);

const offerColumns = columns({
  requestId: text,
  slot: number,
  asked: text,
  state: oneOf('open', 'over'),
  uploadId: maybeText,
  sizeBytes: number,
  partBytes: number,
  storedParts: number,
  movedAtMs: number,
});

export const toOffer = (row: unknown): Offer => offerColumns.read(row);
export const offerRow = (offer: Offer): Row => offerColumns.write(offer);
