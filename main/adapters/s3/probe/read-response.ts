// Reads the facts of a probe's answer; no text of the server leaves this file.
import type { ProbeResponse } from '../../../core/model/probe';
import { Failure } from '../../../core/model/failure';
import { crc32Of } from '../../../core/model/stored-check';
import type { RequestFacts } from '../wire/response-errors';
import { refused } from '../wire/object-bodies';
import {
  elementIn,
  errorsIn,
  expectedRegionIn,
  expiringIn,
  listedIn,
  isRoot,
  partsIn,
  uploadsIn,
} from './response-xml';
import type { Answer } from '../../network/http-client';
import { readXml } from '../wire/xml';

/** Leaves undefined members out. */
const given = <T extends object>(facts: T) =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };

const text = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' && header !== '' ? header : undefined;

/** RFC 9110 section 14.4: `bytes 0-0/1234`; a server without ranges sends Content-Length. */
function sizeOf({ status, headers }: Answer): number | undefined {
  const total = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
  const length = status === 200 ? headers['content-length'] : undefined;
  const size = total ?? length;
  return size === undefined ? undefined : Number(size);
}

export interface Reading {
  /** True when the body and its type are those of a stored object. */
  readonly stored: boolean;
  readonly facts: RequestFacts;
  readonly offsetMs: number | undefined;
}

/** The failure in an answer: an error status; an error after a 200, because S3 may begin to answer before it knows the outcome; a sign-in page. */
function failureIn(answer: Answer, root: string | undefined, { stored, facts }: Reading): Failure | undefined {
  const { status } = answer;
  if (status >= 300) return refused(answer, facts);
  if (stored) return undefined;
  if (root === 'Error') return refused({ ...answer, status: 500 }, facts);
  return isPage(answer, root)
    ? new Failure(facts.readable ? 'captive-portal' : 'not-s3', { ...facts.detail, status })
    : undefined;
}

/** Some servers send `text/html` with their XML, and with empty bodies. */
const isPage = ({ headers, bytes }: Answer, root: string | undefined): boolean =>
  /^text\/html\b/i.test(headers['content-type'] ?? '') &&
  bytes.length > 0 &&
  headers.etag === undefined &&
  (root === undefined || root.toLowerCase() === 'html');

export function readProbeResponse(answer: Answer, reading: Reading): ProbeResponse {
  const { status, headers } = answer;
  const body = reading.stored && status < 300 ? '' : answer.body();
  const { root } = readXml(body);
  const failure = failureIn(answer, root?.name, reading);
  const code = failure === undefined ? undefined : elementIn(root, 'Code');
  const toldRegion = failure === undefined ? undefined : (elementIn(root, 'Region') ?? expectedRegionIn(root));
  const marker = headers['x-amz-delete-marker'];
  return {
    status,
    ...given({
      failure,
      code: code !== undefined && /^[A-Za-z0-9._-]{1,64}$/.test(code) ? code : undefined,
      region: text(headers['x-amz-bucket-region']) ?? toldRegion,
      root: root?.name,
      etag: isRoot(root, 'CompleteMultipartUpload') ? elementIn(root, 'ETag') : text(headers.etag),
      crc32: text(headers['x-amz-checksum-crc32']),
      versionId: text(headers['x-amz-version-id']),
      deleteMarker: marker === undefined ? undefined : marker === 'true',
      uploadId: isRoot(root, 'InitiateMultipartUpload') ? elementIn(root, 'UploadId') : undefined,
      expiring: root?.name === 'LifecycleConfiguration' ? expiringIn(root) : undefined,
      parts: isRoot(root, 'ListParts') ? partsIn(root) : undefined,
      notRemoved: isRoot(root, 'Delete') ? errorsIn(root) : undefined,
      uploads: isRoot(root, 'ListMultipartUploads') ? uploadsIn(root) : undefined,
      listed: root?.name === 'ListBucketResult' || root?.name === 'ListVersionsResult' ? listedIn(root) : undefined,
      contentCrc32: reading.stored && status === 200 ? crc32Of(answer.bytes) : undefined,
      sizeBytes: sizeOf(answer),
      contentType: text(headers['content-type']),
      contentDisposition: text(headers['content-disposition']),
      contentEncoding: text(headers['content-encoding']),
      cacheControl: text(headers['cache-control']),
      contentSecurityPolicy: text(headers['content-security-policy']),
      allowedOrigin: text(headers['access-control-allow-origin']),
      offsetMs: reading.offsetMs,
    }),
  };
}
