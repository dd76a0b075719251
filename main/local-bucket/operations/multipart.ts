// Multipart uploads: create, upload a part and abort.

import { randomBytes } from 'node:crypto';
import { openBody } from '../auth/request-body';
import type { Bucket } from '../storage/catalog';
import { checksumTypeFor, parseAlgorithm } from '../protocol/checksums';
import { S3Error } from '../protocol/errors';
import { describeChecksum, headersOf, tagsOf } from './object-headers';
import { type ObjectCall, type Reply, maximumPutBytes } from './operation';
import { parsePartNumber } from '../protocol/parameters';
import { amzValue } from '../protocol/request';
import type { Store } from '../storage/store';
import { element } from '../protocol/xml';
import type { Upload, UploadedPart } from '../storage/records';

export async function createUpload(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key, nowMs } = call;
  store.bucket(bucket);
  const named = amzValue(request, 'x-amz-checksum-algorithm');
  const askedType = amzValue(request, 'x-amz-checksum-type');
  if (named === undefined && askedType !== undefined) {
    throw new S3Error('InvalidRequest', 'The x-amz-checksum-type header needs an x-amz-checksum-algorithm header.');
  }
  const checksumAlgorithm = named === undefined ? undefined : parseAlgorithm(named);
  const checksumType = checksumAlgorithm === undefined ? undefined : checksumTypeFor(checksumAlgorithm, askedType);
  const uploadId = randomBytes(24).toString('base64url');
  const [headers, tags] = [headersOf(request), tagsOf(request)];
  await store.commit([
    {
      type: 'start-upload',
      bucket,
      upload: { uploadId, key, initiatedMs: nowMs, headers, tags, checksumAlgorithm, checksumType },
    },
  ]);
  const described =
    checksumAlgorithm === undefined || checksumType === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': checksumAlgorithm, 'x-amz-checksum-type': checksumType };
  const xml = element('InitiateMultipartUploadResult', [
    element('Bucket', bucket),
    element('Key', key),
    element('UploadId', uploadId),
  ]);
  return { status: 200, headers: described, xml };
}

/** The upload with the request's `uploadId`; `NoSuchUpload` when there is none of this key. */
export function findUpload(bucket: Bucket, key: string, uploadId: string | undefined): Upload {
  const upload = bucket.uploads.get(uploadId ?? '');
  if (upload?.key === key) return upload;
  throw new S3Error('NoSuchUpload', undefined, { UploadId: uploadId ?? '' });
}

/** Records a part, in place of one with the same number, unless the upload ended while the bytes came in. */
export async function commitPart(call: ObjectCall, uploadId: string, part: UploadedPart): Promise<void> {
  const { store, bucket, key } = call;
  await store.exclusively(`upload ${uploadId}`, async () => {
    findUpload(store.bucket(bucket), key, uploadId);
    await store.commit([{ type: 'put-part', bucket, uploadId, part }]);
  });
}

export async function uploadPart(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key, nowMs } = call;
  const { uploadId, checksumAlgorithm } = findUpload(store.bucket(bucket), key, request.query.get('uploadId'));
  const partNumber = parsePartNumber(request.query.get('partNumber') ?? '');
  const body = openBody(request, call.identity, {
    maximumBytes: maximumPutBytes,
    fallbackAlgorithm: checksumAlgorithm,
  });
  if (checksumAlgorithm !== undefined && body.algorithm !== checksumAlgorithm) {
    throw new S3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${checksumAlgorithm.toLowerCase()}, actual checksum Type: ${String(body.algorithm).toLowerCase()}`,
    );
  }
  const segments = await store.blobs.write(body.pieces);
  try {
    const { sizeBytes, md5Hex, checksum } = await body.verify();
    await commitPart(call, uploadId, { partNumber, etag: md5Hex, sizeBytes, modifiedMs: nowMs, segments, checksum });
    const { 'x-amz-checksum-type': _type, ...described } = describeChecksum(checksum);
    return { status: 200, headers: { ETag: `"${md5Hex}"`, ...described } };
  } finally {
    await store.blobs.release(segments);
  }
}

/** Aborts an upload and frees its bytes; false when it had ended already. */
export async function endUpload(store: Store, bucket: string, uploadId: string): Promise<boolean> {
  return store.exclusively(`upload ${uploadId}`, async () => {
    if (store.catalog.bucket(bucket)?.uploads.has(uploadId) !== true) return false;
    await store.commit([{ type: 'end-upload', bucket, uploadId }]);
    return true;
  });
}

export async function abortUpload(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key } = call;
  const { uploadId } = findUpload(store.bucket(bucket), key, request.query.get('uploadId'));
  if (!(await endUpload(store, bucket, uploadId))) throw new S3Error('NoSuchUpload', undefined, { UploadId: uploadId });
  return { status: 204 };
}
