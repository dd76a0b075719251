// Operations on one object: put, get and head.

import { openBody } from '../auth/request-body';
import type { Segment } from '../storage/blobs';
import { type ByteRange, isNotModified, parseRange, rangeStillApplies, writeCondition } from './conditions';
import { S3Error } from '../protocol/errors';
import { expirationHeader } from '../storage/lifecycle';
import { describeChecksum, describeObject, headersOf, overriddenHeaders, tagsOf } from './object-headers';
import { type Content, type ObjectCall, type ReadCall, type Reply, maximumPutBytes } from './operation';
import { parsePartNumber } from '../protocol/parameters';
import { amzValue, headerOf } from '../protocol/request';
import { commitPut, findObject, versionHeaders } from './versions';
import type { ObjectPart, StoredObject } from '../storage/records';

export async function putObject(call: ObjectCall): Promise<Reply> {
  const { store, request, bucket, key, nowMs } = call;
  const condition = writeCondition(request, key);
  condition(store.bucket(bucket).objects.get(key));
  const headers = headersOf(request);
  const tags = tagsOf(request);
  const body = openBody(request, call.identity, { maximumBytes: maximumPutBytes });
  const segments = await store.blobs.write(body.pieces);
  try {
    const { sizeBytes, md5Hex, checksum } = await body.verify();
    const object: StoredObject = { etag: md5Hex, sizeBytes, modifiedMs: nowMs, headers, segments, tags, checksum };
    const stored = await commitPut(call, object, condition);
    return {
      status: 200,
      headers: {
        ETag: `"${md5Hex}"`,
        ...describeChecksum(checksum),
        ...versionHeaders(store.bucket(bucket), stored),
        ...expirationHeader(store.bucket(bucket).settings.lifecycle, key, object),
      },
    };
  } finally {
    await store.blobs.release(segments);
  }
}

/** The pieces of `segments` that lie in `range`. */
export function cutSegments(segments: readonly Segment[], range: ByteRange): readonly Segment[] {
  const cut: Segment[] = [];
  let at = 0;
  for (const segment of segments) {
    const from = Math.max(range.offset, at);
    const to = Math.min(range.offset + range.sizeBytes, at + segment.sizeBytes);
    if (from < to) cut.push({ blob: segment.blob, offset: segment.offset + from - at, sizeBytes: to - from });
    at += segment.sizeBytes;
  }
  return cut;
}

interface Selection {
  readonly range: ByteRange | undefined;
  readonly part: ObjectPart | undefined;
}

function selectPart(partNumberText: string, object: StoredObject): Selection {
  const partNumber = parsePartNumber(partNumberText);
  const parts = object.parts ?? [{ sizeBytes: object.sizeBytes }];
  const part = parts[partNumber - 1];
  if (part === undefined) {
    throw new S3Error('InvalidPartNumber', undefined, {
      PartNumberRequested: partNumberText,
      ActualPartCount: String(parts.length),
    });
  }
  const offset = parts.slice(0, partNumber - 1).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const isWhole = object.parts === undefined || part.sizeBytes === object.sizeBytes;
  return { part, range: isWhole && part.sizeBytes === 0 ? undefined : { offset, sizeBytes: part.sizeBytes } };
}

function checksumHeadersFor(object: StoredObject, { range, part }: Selection): Record<string, string> {
  const { checksum } = object;
  if (range === undefined || checksum === undefined) return describeChecksum(checksum);
  if (part?.checksum === undefined) return {};
  return describeChecksum({ algorithm: checksum.algorithm, type: checksum.type, value: part.checksum });
}

/** Only a header keeps other pages from showing a stored page in a frame, where clicks can be stolen (clickjacking). */
const framing = (contentType: string | undefined): Record<string, string> =>
  /^text\/html\b/i.test(contentType ?? '') ? { 'Content-Security-Policy': "frame-ancestors 'none'" } : {};

/** GetObject and HeadObject; HEAD gets the same reply without the bytes. */
export async function getObject(call: ReadCall): Promise<Reply> {
  const { store, request, bucket, key } = call;
  const override = overriddenHeaders(request);
  const object = findObject(store, bucket, key, request.query.get('versionId'));
  const { settings, objects } = store.bucket(bucket);
  const expiration = objects.get(key) === object ? expirationHeader(settings.lifecycle, key, object) : {};
  const version = versionHeaders(store.bucket(bucket), object);
  const described: Record<string, string> = { ...describeObject(object), ...override };
  const headers = { ...described, ...framing(described['Content-Type']), ...version, ...expiration };
  if (isNotModified(request, object)) {
    const { 'Content-Type': _type, ...others } = headers;
    return { status: 304, headers: others };
  }
  const partNumber = request.query.get('partNumber');
  const rangeHeader = rangeStillApplies(request, object) ? headerOf(request, 'range') : undefined;
  if (partNumber !== undefined && rangeHeader !== undefined) {
    throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  }
  const selection: Selection =
    partNumber === undefined
      ? { range: parseRange(rangeHeader, object.sizeBytes), part: undefined }
      : selectPart(partNumber, object);
  const { range } = selection;
  if (amzValue(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED') {
    Object.assign(headers, checksumHeadersFor(object, selection));
  }
  if (partNumber !== undefined && object.parts !== undefined) {
    Object.assign(headers, { 'x-amz-mp-parts-count': String(object.parts.length) });
  }
  if (range === undefined) {
    return { status: 200, headers, content: contentOf(call, object.segments, object.sizeBytes) };
  }
  const end = range.offset + range.sizeBytes - 1;
  Object.assign(headers, { 'Content-Range': `bytes ${range.offset}-${end}/${object.sizeBytes}` });
  const segments = cutSegments(object.segments, range);
  return { status: 206, headers, content: contentOf(call, segments, range.sizeBytes) };
}

/** Must run in the same step as the look-up of the object: a deletion in between would remove the files. */
function contentOf(call: ReadCall, segments: readonly Segment[], sizeBytes: number): Content {
  const { blobs } = call.store;
  blobs.retain(segments);
  return { segments, sizeBytes, release: async () => blobs.release(segments) };
}
