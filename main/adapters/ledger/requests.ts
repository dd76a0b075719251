// File requests and arrivals as rows.
import * as z from 'zod/mini';
import { askedKinds, type Arrival, type FileRequest } from '../../core/model/file-request';
import { columns, flag, maybeNumber, maybeText, type Row } from './columns';

const requestColumns = columns({
  id: z.string(),
  connectionId: z.string(),
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  addressing: z.enum(['path', 'virtual-host']),
  way: z.enum(['forms', 'put']),
  folder: z.string(),
  pageKey: z.string(),
  linkEndpoint: maybeText,
  title: z.string(),
  message: maybeText,
  files: z.number(),
  bytes: z.number(),
  types: z.enum(askedKinds),
  isOnce: flag,
  saveTo: maybeText,
  createdAtMs: z.number(),
  signedAtMs: z.number(),
  expiresAtMs: z.number(),
  limitedBy: z.enum(['requested', 'credentials', 'protocol', 'connection']),
  writtenAtMs: z.number(),
  leaseEndsAtMs: z.number(),
  closedAtMs: maybeNumber,
  removedAtMs: maybeNumber,
});

export const toRequest = (row: unknown): FileRequest => requestColumns.read(row);
export const requestRow = (request: FileRequest): Row => requestColumns.write(request);

const arrivalColumns = columns({
  requestId: z.string(),
  slot: z.number(),
  key: z.string(),
  etag: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  sha256: maybeText,
  batch: z.string(),
  sender: maybeText,
  note: maybeText,
  arrivedAtMs: z.number(),
  state: z.enum(['arrived', 'saved', 'refused', 'deleted']),
  refusal: z.exactOptional(z.enum(['too-large', 'kind', 'late'])),
  path: maybeText,
  toldAtMs: maybeNumber,
});

export const toArrival = (row: unknown): Arrival => arrivalColumns.read(row);
export const arrivalRow = (arrival: Arrival): Row => arrivalColumns.write(arrival);
