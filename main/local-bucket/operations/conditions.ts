// Preconditions of reads, writes and copies, and byte ranges, by RFC 9110 with S3's exceptions.

import { S3Error } from '../protocol/errors';
import { type S3Request, headerOf } from '../protocol/request';
import type { StoredObject } from '../storage/records';

function etagMatches(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((entry) =>
      entry
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some((entry) => entry === '*' || entry === etag);
}

function secondsOf(date: string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', undefined, { Condition: condition });
}

/**
 * True when the conditions of a GET or HEAD leave nothing to send (304). A precondition that does not hold throws
 * `PreconditionFailed`.
 */
export function isNotModified(request: S3Request, object: StoredObject): boolean {
  const modified = Math.floor(object.modifiedMs / 1000);
  const ifMatch = headerOf(request, 'if-match');
  const unmodifiedSince = secondsOf(headerOf(request, 'if-unmodified-since'));
  if (ifMatch !== undefined) {
    if (!etagMatches(ifMatch, object.etag)) throw failed('If-Match');
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) throw failed('If-Unmodified-Since');
  const ifNoneMatch = headerOf(request, 'if-none-match');
  if (ifNoneMatch !== undefined) return etagMatches(ifNoneMatch, object.etag);
  const modifiedSince = secondsOf(headerOf(request, 'if-modified-since'));
  return modifiedSince !== undefined && modified <= modifiedSince;
}

/** The precondition of a write, to be evaluated under the key's lock. */
export type WriteCondition = (current: StoredObject | undefined) => void;

/**
 * `If-Match` and `If-None-Match` of a write or a deletion, with an ETag or `*`, in the order of RFC 9110, section 13.2.2. An absent object is
 * `NoSuchKey` to the first, as S3 documents for PutObject.
 */
export function writeCondition(request: S3Request, key: string): WriteCondition {
  const ifMatch = headerOf(request, 'if-match');
  const ifNoneMatch = headerOf(request, 'if-none-match');
  return (current) => {
    if (ifMatch !== undefined) {
      if (current === undefined) throw new S3Error('NoSuchKey', undefined, { Key: key });
      if (!etagMatches(ifMatch, current.etag)) throw failed('If-Match');
    }
    if (ifNoneMatch !== undefined && current !== undefined && etagMatches(ifNoneMatch, current.etag)) {
      throw failed('If-None-Match');
    }
  };
}

/** The `x-amz-copy-source-if-*` conditions; the ETag ones outrank the dates, as S3 documents for CopyObject. */
export function checkCopyConditions(request: S3Request, source: StoredObject): void {
  const prefix = 'x-amz-copy-source-';
  const modified = Math.floor(source.modifiedMs / 1000);
  const ifMatch = headerOf(request, `${prefix}if-match`);
  const ifNoneMatch = headerOf(request, `${prefix}if-none-match`);
  const unmodifiedSince = secondsOf(headerOf(request, `${prefix}if-unmodified-since`));
  const modifiedSince = secondsOf(headerOf(request, `${prefix}if-modified-since`));
  if (ifMatch !== undefined) {
    if (!etagMatches(ifMatch, source.etag)) throw failed(`${prefix}if-match`);
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) throw failed(`${prefix}if-unmodified-since`);
  if (ifNoneMatch !== undefined) {
    if (etagMatches(ifNoneMatch, source.etag)) throw failed(`${prefix}if-none-match`);
  } else if (modifiedSince !== undefined && modified <= modifiedSince) throw failed(`${prefix}if-modified-since`);
}

export interface ByteRange {
  readonly offset: number;
  readonly sizeBytes: number;
}

/**
 * The single range of `Range`, cut to the object. Undefined means the whole object: no header, several ranges or
 * not a byte range. `InvalidRange` when it starts behind the end.
 */
export function parseRange(header: string | undefined, objectBytes: number): ByteRange | undefined {
  const match = /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/.exec(header ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const offset = first === '' ? Math.max(0, objectBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? objectBytes : Math.min(objectBytes, Number(last) + 1);
  if (offset >= end) {
    throw new S3Error(
      'InvalidRange',
      undefined,
      { RangeRequested: header ?? '', ActualObjectSize: String(objectBytes) },
      { 'Content-Range': `bytes */${objectBytes}` },
    );
  }
  return { offset, sizeBytes: end - offset };
}

/** `If-Range`: the range counts only while the object is still the one that the client has. */
export function rangeStillApplies(request: S3Request, object: StoredObject): boolean {
  const ifRange = headerOf(request, 'if-range');
  if (ifRange === undefined) return true;
  const since = ifRange.includes('"') ? undefined : secondsOf(ifRange);
  return since === undefined
    ? !ifRange.startsWith('W/') && etagMatches(ifRange, object.etag)
    : Math.floor(object.modifiedMs / 1000) <= since;
}
