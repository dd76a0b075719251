// Uploads in parts: create, upload a part, complete (which copies nothing) and abort.

import { createHash, randomBytes } from 'node:crypto';
import { openBody, readTextBody } from './body';
import type { Bucket, ObjectPart, StoredObject, Upload, UploadedPart } from './catalog';
import {
  type Checksum,
  assertChecksumValue,
  checksumAlgorithms,
  checksumHeader,
  checksumOfParts,
  checksumTypeFor,
  parseAlgorithm,
} from './checksums';
import { writeCondition } from './conditions';
import { S3Error, invalidArgument } from './errors';
import { expirationHeader } from './lifecycle';
import { describeChecksum, headersOf, tagsOf } from './object-headers';
import { parsePartNumber } from './objects';
import { type ObjectCall, type Reply, maximumPutBytes } from './operation';
import { amzValue, headerOf } from './request';
import type { Store } from './store';
import { type XmlElement, childrenOf, element, parseXml, textOf } from './xml';

const minimumPartBytes = 5 * 1024 ** 2;
const maximumListBytes = 4 * 1024 ** 2;

/** CreateMultipartUpload. */
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

/** The upload that `uploadId` names, which must be one of this very key: else `NoSuchUpload`. */
export function findUpload(bucket: Bucket, key: string, uploadId: string | undefined): Upload {
  const upload = bucket.uploads.get(uploadId ?? '');
  if (upload?.key === key) return upload;
  throw new S3Error('NoSuchUpload', undefined, { UploadId: uploadId ?? '' });
}

/** Records a part, unless the upload ended while its bytes came in; a part of the same number is replaced. */
export async function commitPart(call: ObjectCall, uploadId: string, part: UploadedPart): Promise<void> {
  const { store, bucket, key } = call;
  await store.exclusively(`upload ${uploadId}`, async () => {
    findUpload(store.bucket(bucket), key, uploadId);
    await store.commit([{ type: 'put-part', bucket, uploadId, part }]);
  });
}

/** UploadPart. */
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
    const { sizeBytes, md5Hex, checksum } = body.verify();
    await commitPart(call, uploadId, { partNumber, etag: md5Hex, sizeBytes, modifiedMs: nowMs, segments, checksum });
    const { 'x-amz-checksum-type': _type, ...described } = describeChecksum(checksum);
    return { status: 200, headers: { ETag: `"${md5Hex}"`, ...described } };
  } finally {
    await store.blobs.release(segments);
  }
}

interface NamedPart {
  readonly partNumber: number;
  readonly etag: string;
  readonly checksums: readonly string[];
}

function parseNamedPart(part: XmlElement): NamedPart {
  const etag = textOf(part, 'ETag')
    ?.trim()
    .replace(/^"(.*)"$/, '$1');
  const number = textOf(part, 'PartNumber')?.trim() ?? '';
  if (etag === undefined || !/^\d{1,5}$/.test(number)) throw new S3Error('MalformedXML');
  return {
    partNumber: Number(number),
    etag,
    checksums: checksumAlgorithms.flatMap((algorithm) => {
      const value = textOf(part, `Checksum${algorithm}`)?.trim();
      return value === undefined || value === '' ? [] : [`${algorithm} ${value}`];
    }),
  };
}

function chooseParts(upload: Upload, named: readonly NamedPart[]): readonly UploadedPart[] {
  let before = 0;
  return named.map(({ partNumber, etag, checksums }, index) => {
    if (partNumber <= before) throw new S3Error('InvalidPartOrder', undefined, { UploadId: upload.uploadId });
    before = partNumber;
    const part = upload.parts.get(partNumber);
    const stored = part?.checksum === undefined ? undefined : `${part.checksum.algorithm} ${part.checksum.value}`;
    if (part === undefined || part.etag !== etag || checksums.some((checksum) => checksum !== stored)) {
      throw new S3Error('InvalidPart', undefined, {
        UploadId: upload.uploadId,
        PartNumber: String(partNumber),
        ETag: etag,
      });
    }
    if (part.sizeBytes < minimumPartBytes && index < named.length - 1) {
      throw new S3Error('EntityTooSmall', undefined, {
        ProposedSize: String(part.sizeBytes),
        MinSizeAllowed: String(minimumPartBytes),
        PartNumber: String(partNumber),
        ETag: etag,
      });
    }
    return part;
  });
}

function wholeChecksum(upload: Upload, parts: readonly UploadedPart[]): Checksum | undefined {
  const { checksumAlgorithm: algorithm, checksumType: type } = upload;
  if (algorithm === undefined || type === undefined) return undefined;
  return checksumOfParts(
    algorithm,
    type,
    parts.map((part) => ({ value: part.checksum?.value ?? '', sizeBytes: part.sizeBytes })),
  );
}

function checkStatedWhole(call: ObjectCall, checksum: Checksum | undefined, sizeBytes: number): void {
  const { request } = call;
  const statedSize = headerOf(request, 'x-amz-mp-object-size');
  if (statedSize !== undefined && statedSize !== String(sizeBytes)) {
    throw new S3Error('InvalidRequest', `The provided 'x-amz-mp-object-size' header does not match what was computed.`);
  }
  const statedType = headerOf(request, 'x-amz-checksum-type');
  if (statedType !== undefined && statedType !== checksum?.type) {
    throw new S3Error('InvalidRequest', 'The upload was created with another checksum type.');
  }
  for (const algorithm of checksumAlgorithms) {
    const stated = headerOf(request, checksumHeader(algorithm));
    if (stated === undefined) continue;
    assertChecksumValue(algorithm, stated.replace(/-\d+$/, ''));
    const computed = checksum?.algorithm === algorithm ? checksum.value : undefined;
    if (computed !== stated && computed?.replace(/-\d+$/, '') !== stated) {
      throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
    }
  }
}

/** CompleteMultipartUpload: one journal batch makes the object out of its parts' files. */
export async function completeUpload(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key } = call;
  const uploadId = request.query.get('uploadId') ?? '';
  const condition = writeCondition(request, key);
  const earlier = store.bucket(bucket).objects.get(key);
  if (earlier?.uploadId !== uploadId) findUpload(store.bucket(bucket), key, uploadId);
  // The checksum headers of this request describe the object, not the list of parts in its body.
  const root = parseXml(await readTextBody(request, call.identity, maximumListBytes, 'object'));
  if (root.name !== 'CompleteMultipartUpload') throw new S3Error('MalformedXML');
  const named = childrenOf(root, 'Part').map(parseNamedPart);
  if (named.length === 0 || named.length > 10_000) throw new S3Error('MalformedXML');
  const object = await store.exclusively(`upload ${uploadId}`, async () =>
    store.changingKey(bucket, key, async () => {
      const current = store.bucket(bucket).objects.get(key);
      // The answer to an earlier try got lost: the object that this upload made is still there.
      if (current?.uploadId === uploadId) return current;
      const upload = findUpload(store.bucket(bucket), key, uploadId);
      condition(current);
      const parts = chooseParts(upload, named);
      const made = assemble(call, upload, parts);
      await store.commit([
        { type: 'put', bucket, key, object: made },
        { type: 'end-upload', bucket, uploadId },
      ]);
      return made;
    }),
  );
  const host = headerOf(request, 'host') ?? '';
  const xml = element('CompleteMultipartUploadResult', [
    element('Location', `http://${host}${encodeURI(request.path)}`),
    element('Bucket', bucket),
    element('Key', key),
    element('ETag', `"${object.etag}"`),
    ...(object.checksum === undefined
      ? []
      : [
          element(`Checksum${object.checksum.algorithm}`, object.checksum.value),
          element('ChecksumType', object.checksum.type),
        ]),
  ]);
  return { status: 200, headers: expirationHeader(store.bucket(bucket).settings.lifecycle, key, object), xml };
}

function assemble(call: ObjectCall, upload: Upload, parts: readonly UploadedPart[]): StoredObject {
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const checksum = wholeChecksum(upload, parts);
  checkStatedWhole(call, checksum, sizeBytes);
  const digest = createHash('md5');
  for (const part of parts) digest.update(part.etag, 'hex');
  return {
    etag: `${digest.digest('hex')}-${parts.length}`,
    sizeBytes,
    modifiedMs: upload.initiatedMs,
    headers: upload.headers,
    segments: parts.flatMap((part) => part.segments),
    tags: upload.tags,
    checksum,
    parts: parts.map((part): ObjectPart => ({ sizeBytes: part.sizeBytes, checksum: part.checksum?.value })),
    uploadId: upload.uploadId,
  };
}

/** Ends an upload without an object and frees its bytes; false when it had ended already. */
export async function endUpload(store: Store, bucket: string, uploadId: string): Promise<boolean> {
  return store.exclusively(`upload ${uploadId}`, async () => {
    if (store.catalog.bucket(bucket)?.uploads.has(uploadId) !== true) return false;
    await store.commit([{ type: 'end-upload', bucket, uploadId }]);
    return true;
  });
}

/** AbortMultipartUpload. */
export async function abortUpload(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key } = call;
  const { uploadId } = findUpload(store.bucket(bucket), key, request.query.get('uploadId'));
  if (!(await endUpload(store, bucket, uploadId))) throw new S3Error('NoSuchUpload', undefined, { UploadId: uploadId });
  return { status: 204 };
}

/** A page's size from `max-parts` and the like: 0 to 1000. */
export function parsePageSize(name: string, text: string | undefined): number {
  if (text === undefined || text === '') return 1000;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw invalidArgument(name, text, `Argument ${name} must be an integer between 0 and 2147483647`);
  }
  return Math.min(1000, Number(text));
}
