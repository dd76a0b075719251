// Copies inside the server: a copy shares its source's files, so it writes no byte and reads them only for a checksum.

import { createHash } from 'node:crypto';
import { decodeUriText, isBucketName } from '../protocol/address';
import type { Segment } from '../storage/blobs';
import { type Checksum, type ChecksumAlgorithm, parseAlgorithm, startChecksum } from '../protocol/checksums';
import { checkCopyConditions, writeCondition } from './conditions';
import { S3Error, invalidArgument } from '../protocol/errors';
import { headersOf, tagsOf } from './object-headers';
import { commitPart, findUpload } from './multipart';
import { cutSegments } from './objects';
import { parsePartNumber } from '../protocol/parameters';
import { type ObjectCall, type Reply, isoSeconds, maximumPutBytes } from './operation';
import { readSegments } from '../storage/read-segments';
import { amzValue, headerOf } from '../protocol/request';
import type { Store } from '../storage/store';
import { commitPut, findObject, versionHeaders } from './versions';
import { element } from '../protocol/xml';
import type { StoredObject } from '../storage/records';

interface Source {
  readonly bucket: string;
  readonly key: string;
  readonly object: StoredObject;
  /** True when the request names a version: then a copy onto itself is a change. */
  readonly isNamedVersion: boolean;
}

function findSource(call: ObjectCall): Source {
  const header = amzValue(call.request, 'x-amz-copy-source') ?? '';
  const [path = '', version] = header.split(/\?versionId=(.*)/s, 2);
  const text = decodeUriText(path.replace(/^\//, ''));
  const slash = text.indexOf('/');
  const [bucket, key] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  if (!isBucketName(bucket) || key === '') {
    throw invalidArgument(
      'x-amz-copy-source',
      header,
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  }
  const object = findSourceObject(call.store, bucket, key, version);
  checkCopyConditions(call.request, object);
  return { bucket, key, object, isNamedVersion: version !== undefined };
}

function findSourceObject(store: Store, bucket: string, key: string, version: string | undefined): StoredObject {
  try {
    return findObject(store, bucket, key, version);
  } catch (cause) {
    // The method that a delete marker refuses is GET, not the method of this request.
    if (!(cause instanceof S3Error) || cause.code !== 'MethodNotAllowed') throw cause;
    throw new S3Error(
      'InvalidRequest',
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    );
  }
}

function sourceVersionHeaders(store: Store, source: Source): Readonly<Record<string, string>> {
  const { 'x-amz-version-id': id } = versionHeaders(store.bucket(source.bucket), source.object);
  return id === undefined ? {} : { 'x-amz-copy-source-version-id': id };
}

async function sumsOf(
  store: Store,
  segments: readonly Segment[],
  algorithm: ChecksumAlgorithm | undefined,
): Promise<{ readonly md5Hex: string; readonly checksum: Checksum | undefined }> {
  const md5 = createHash('md5');
  const running = algorithm === undefined ? undefined : startChecksum(algorithm);
  for await (const piece of readSegments(store.blobs, segments)) {
    md5.update(piece);
    running?.update(piece);
  }
  const checksum: Checksum | undefined =
    algorithm === undefined || running === undefined
      ? undefined
      : { algorithm, type: 'FULL_OBJECT', value: running.digest().toString('base64') };
  return { md5Hex: md5.digest('hex'), checksum };
}

function directive(call: ObjectCall, name: string): 'COPY' | 'REPLACE' {
  const value = amzValue(call.request, name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(name, value, `Unknown directive: ${value}`);
}

export async function copyObject(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key, nowMs } = call;
  store.bucket(bucket);
  const source = findSource(call);
  const metadata = directive(call, 'x-amz-metadata-directive');
  const tagging = directive(call, 'x-amz-tagging-directive');
  const isItself = source.bucket === bucket && source.key === key && !source.isNamedVersion;
  if (isItself && metadata === 'COPY' && tagging === 'COPY') {
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const { object } = source;
  if (object.sizeBytes > maximumPutBytes) {
    throw new S3Error(
      'InvalidRequest',
      'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    );
  }
  const condition = writeCondition(request, key);
  const named = amzValue(request, 'x-amz-checksum-algorithm');
  const algorithm = named === undefined ? object.checksum?.algorithm : parseAlgorithm(named);
  const made = await store.holding(object.segments, async () => {
    const keepsSums =
      object.parts === undefined && (algorithm === undefined || object.checksum?.algorithm === algorithm);
    const { md5Hex, checksum } = keepsSums
      ? { md5Hex: object.etag, checksum: object.checksum }
      : await sumsOf(store, object.segments, algorithm);
    const copy: StoredObject = {
      etag: md5Hex,
      sizeBytes: object.sizeBytes,
      modifiedMs: nowMs,
      headers: metadata === 'COPY' ? object.headers : headersOf(request),
      segments: object.segments,
      tags: tagging === 'COPY' ? object.tags : tagsOf(request),
      checksum,
    };
    return commitPut(call, copy, condition);
  });
  return {
    status: 200,
    headers: { ...sourceVersionHeaders(store, source), ...versionHeaders(store.bucket(bucket), made) },
    xml: element('CopyObjectResult', copyResult(made.etag, nowMs, made.checksum, true)),
  };
}

function copyResult(etag: string, nowMs: number, checksum: Checksum | undefined, withType: boolean) {
  return [
    element('LastModified', isoSeconds(nowMs)),
    element('ETag', `"${etag}"`),
    ...(checksum === undefined ? [] : [element(`Checksum${checksum.algorithm}`, checksum.value)]),
    ...(checksum === undefined || !withType ? [] : [element('ChecksumType', checksum.type)]),
  ];
}

/** UploadPartCopy, of a whole object or of the bytes in `x-amz-copy-source-range`. */
export async function copyPart(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key, nowMs } = call;
  const { uploadId, checksumAlgorithm } = findUpload(store.bucket(bucket), key, request.query.get('uploadId'));
  const partNumber = parsePartNumber(request.query.get('partNumber') ?? '');
  const source = findSource(call);
  const { object } = source;
  const range = copyRange(headerOf(request, 'x-amz-copy-source-range'), object.sizeBytes);
  if (range.sizeBytes > maximumPutBytes) throw new S3Error('EntityTooLarge');
  const segments = cutSegments(object.segments, range);
  return store.holding(segments, async () => {
    const { md5Hex: etag, checksum } = await sumsOf(store, segments, checksumAlgorithm);
    const { sizeBytes } = range;
    await commitPart(call, uploadId, { partNumber, etag, sizeBytes, modifiedMs: nowMs, segments, checksum });
    return {
      status: 200,
      headers: sourceVersionHeaders(store, source),
      xml: element('CopyPartResult', copyResult(etag, nowMs, checksum, false)),
    };
  });
}

function copyRange(header: string | undefined, objectBytes: number): { offset: number; sizeBytes: number } {
  if (header === undefined) return { offset: 0, sizeBytes: objectBytes };
  const match = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header);
  const [offset, last] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || last < offset) {
    throw invalidArgument(
      'x-amz-copy-source-range',
      header,
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  }
  if (last >= objectBytes) {
    throw invalidArgument(
      'x-amz-copy-source-range',
      header,
      `Range specified is not valid for source object of size: ${objectBytes}`,
    );
  }
  return { offset, sizeBytes: last - offset + 1 };
}
