// CompleteMultipartUpload: checks the list of parts and makes the object of their files in one journal batch.

import { createHash } from 'node:crypto';
import { readTextBody } from '../auth/request-body';
import { uriEncode } from '../auth/canonical';
import type { Bucket } from '../storage/catalog';
import {
  type Checksum,
  assertChecksumValue,
  checksumAlgorithms,
  checksumHeader,
  checksumOfParts,
} from '../protocol/checksums';
import { writeCondition } from './conditions';
import { S3Error } from '../protocol/errors';
import { expirationHeader } from '../storage/lifecycle';
import { findUpload } from './multipart';
import type { ObjectCall, Reply } from './operation';
import { headerOf } from '../protocol/request';
import { isDeleteMarker, versionsOf } from '../storage/version-stack';
import { putOperation, versionHeaders } from './versions';
import { type XmlElement, childrenOf, element, malformedXml, parseXml, textOf } from '../protocol/xml';
import type { ObjectPart, StoredObject, Upload, UploadedPart } from '../storage/records';

const minimumPartBytes = 5 * 1024 ** 2;
const maximumListBytes = 4 * 1024 ** 2;

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
  if (etag === undefined || !/^\d{1,5}$/.test(number)) throw malformedXml();
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
  if (named.some(({ partNumber }, index) => partNumber <= (named[index - 1]?.partNumber ?? 0))) {
    throw new S3Error('InvalidPartOrder', undefined, { UploadId: upload.uploadId });
  }
  return named.map(({ partNumber, etag, checksums }, index) => {
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

export async function completeUpload(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key } = call;
  const uploadId = request.query.get('uploadId') ?? '';
  const condition = writeCondition(request, key);
  if (madeEarlier(store.bucket(bucket), key, uploadId) === undefined) {
    findUpload(store.bucket(bucket), key, uploadId);
  }
  // The checksum headers of this request describe the object, not the list of parts in its body.
  const root = parseXml(await readTextBody(request, call.identity, maximumListBytes, 'object'));
  if (root.name !== 'CompleteMultipartUpload') throw malformedXml();
  const named = childrenOf(root, 'Part').map(parseNamedPart);
  if (named.length === 0 || named.length > 10_000) throw malformedXml();
  const object = await store.exclusively(`upload ${uploadId}`, async () =>
    store.changingKey(bucket, key, async () => {
      // The client did not get the answer to an earlier try: the object of this upload exists already.
      const earlier = madeEarlier(store.bucket(bucket), key, uploadId);
      if (earlier !== undefined) return earlier;
      const upload = findUpload(store.bucket(bucket), key, uploadId);
      condition(store.bucket(bucket).objects.get(key));
      const parts = chooseParts(upload, named);
      const operation = putOperation(store.bucket(bucket), key, assemble(call, upload, parts), call.nowMs);
      await store.commit([operation, { type: 'end-upload', bucket, uploadId }]);
      return operation.object;
    }),
  );
  const host = headerOf(request, 'host') ?? '';
  const xml = element('CompleteMultipartUploadResult', [
    element('Location', `http://${host}${uriEncode(request.path, true)}`),
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
  const headers = {
    ...versionHeaders(store.bucket(bucket), object),
    ...expirationHeader(store.bucket(bucket).settings.lifecycle, key, object),
  };
  return { status: 200, headers, xml };
}

function madeEarlier(bucket: Bucket, key: string, uploadId: string): StoredObject | undefined {
  return versionsOf(bucket, key).find(
    (version): version is StoredObject => !isDeleteMarker(version) && version.uploadId === uploadId,
  );
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
