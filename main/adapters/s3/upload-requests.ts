// Begins, completes and aborts multipart uploads, and describes an object, without the SDK: all that the upload of a large file needs beside its parts.
import { Failure } from '../../core/model/failure';
import type { ObjectHeaders, ObjectStore } from '../../core/ports/object-store';
import type { RequestFacts } from './wire/response-errors';
import { required, rootOf, type Ask } from './wire/signed-requests';
import { elementXml, textOf } from './wire/xml';

type Ported = Pick<ObjectStore, 'completeUpload' | 'abortUpload' | 'describe'>;

export interface UploadRequests extends Ported {
  /** With `withChecksum` its parts may carry CRC-32s, unless the server has refused checksums. */
  createUpload(key: string, headers: ObjectHeaders, withChecksum?: boolean): Promise<string>;
}

export interface UploadRequestOptions {
  readonly ask: Ask;
  readonly facts: RequestFacts;
  /** Cleared for good once the server has refused one. */
  readonly checksums: { accepted: boolean };
  readonly listUploads: ObjectStore['listUploads'];
}

/** Signed, but for Cache-Control, so they must be sent unchanged. */
export const headersOf = (headers: ObjectHeaders): Readonly<Record<string, string>> => ({
  'content-type': headers.contentType,
  'content-disposition': headers.contentDisposition,
  ...(headers.contentEncoding !== undefined && { 'content-encoding': headers.contentEncoding }),
  ...(headers.cacheControl !== undefined && { 'cache-control': headers.cacheControl }),
});

const mayWrite = 's3:PutObject';
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

const isGone = (error: unknown): boolean =>
  error instanceof Failure && ['upload-lost', 'object-missing'].includes(error.code);

export function createUploadRequests({ ask, facts, checksums, listUploads }: UploadRequestOptions): UploadRequests {
  const create = async (key: string, headers: ObjectHeaders, withChecksum: boolean): Promise<string> => {
    const answer = await ask({
      method: 'POST',
      key,
      query: { uploads: '' },
      // S3 refuses part checksums unless the upload was created with their algorithm (aws-sdk-js-v3#6922).
      headers: { ...headersOf(headers), ...(withChecksum && { 'x-amz-checksum-algorithm': 'CRC32' }) },
      right: mayWrite,
    });
    return required(textOf(rootOf(answer, facts, mayWrite), 'UploadId'), facts);
  };

  const abortUpload = async (key: string, uploadId: string): Promise<void> => {
    try {
      await ask({ method: 'DELETE', key, query: { uploadId }, headers: {}, right: 's3:AbortMultipartUpload' });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  };

  /** Keys with an upload whose id is unknown, because its answer was lost. */
  const unsure = new Set<string>();
  const abortOthers = async (key: string, ours: string): Promise<void> => {
    for (const listed of await listUploads(key)) {
      if (listed.key === key && listed.uploadId !== ours) await abortUpload(key, listed.uploadId);
    }
  };

  return {
    async createUpload(key, headers, withChecksum = true) {
      const announced = withChecksum && checksums.accepted;
      const begin = async (announce: boolean) => {
        const uploadId = await create(key, headers, announce);
        if (unsure.delete(key)) await abortOthers(key, uploadId);
        return uploadId;
      };
      try {
        return await begin(announced);
      } catch (error) {
        unsure.add(key);
        const status = error instanceof Failure && error.code === 'not-s3' ? error.detail.status : undefined;
        if (!announced || (status !== 400 && status !== 501)) throw error;
        const uploadId = await begin(false);
        // Success without the checksum proves that the checksum was the reason.
        checksums.accepted = false;
        return uploadId;
      }
    },

    async completeUpload(key, uploadId, parts) {
      const listed = parts.map(({ partNumber, etag, crc32 }) => {
        const members = [
          elementXml('ETag', etag),
          elementXml('ChecksumCRC32', crc32),
          elementXml('PartNumber', `${partNumber}`),
        ];
        return `<Part>${members.join('')}</Part>`;
      });
      const body = `<?xml version="1.0" encoding="UTF-8"?><CompleteMultipartUpload xmlns="${namespace}">${listed.join('')}</CompleteMultipartUpload>`;
      const answer = await ask({
        method: 'POST',
        key,
        query: { uploadId },
        headers: { 'content-type': 'application/xml' },
        body: Buffer.from(body),
        right: mayWrite,
      });
      // S3 gave up after its 200: as in the SDK.
      if (answer.bytes.length === 0) throw new Failure('server-failed', { ...facts.detail, status: 503 });
      const root = rootOf(answer, facts, mayWrite);
      const crc32 = textOf(root, 'ChecksumCRC32');
      return { etag: required(textOf(root, 'ETag'), facts), ...(crc32 !== undefined && { crc32 }) };
    },

    abortUpload,

    async describe(key) {
      const request = { method: 'HEAD', key, query: {}, headers: { 'x-amz-checksum-mode': 'ENABLED' } } as const;
      try {
        const { headers } = await ask({ ...request, right: 's3:GetObject' });
        const { etag, 'content-length': length, 'content-type': contentType } = headers;
        const modifiedAtMs = Date.parse(headers['last-modified'] ?? '');
        if (length === undefined || etag === undefined) throw new Failure('not-s3', facts.detail);
        const crc32 = headers['x-amz-checksum-crc32'];
        return {
          sizeBytes: Number(length),
          etag,
          ...(typeof crc32 === 'string' && { crc32 }),
          ...(contentType !== undefined && { contentType }),
          ...(!Number.isNaN(modifiedAtMs) && { modifiedAtMs }),
        };
      } catch (error) {
        if (error instanceof Failure && error.code === 'object-missing') return undefined;
        throw error;
      }
    },
  };
}
