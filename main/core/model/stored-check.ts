// Compares the server's checksums of stored bytes with those of the bytes read: the proof of every upload.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * How the stored bytes were compared. `crc32`: the server computed it over what it stored. `md5`: its ETag is the MD5 of what it stored.
 * `sample`: it tells neither, so the size and some re-read blocks were compared.
 */
export type StoredCheck = 'crc32' | 'md5' | 'sample';

/** The server's checksums of a stored part or object. */
export interface StoredAnswer {
  /** Verbatim, with its quotes. */
  readonly etag: string;
  /** Base64, as in `x-amz-checksum-crc32`; with `-N` for a composite of N parts. */
  readonly crc32?: string;
}

/** CRC-32 of the bytes as S3 writes it: base64 of the big-endian value. */
export const crc32Of = (bytes: Uint8Array): string => crc32Text(crc32(bytes));

/** A CRC-32 (unsigned 32 bits) as S3 writes it. */
export function crc32Text(crc: number): string {
  const value = Buffer.allocUnsafe(4);
  value.writeUInt32BE(crc);
  return value.toString('base64');
}

const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

export const unquotedEtag = (etag: string): string => etag.replace(/^"|"$/g, '');

const plainEtag = (etag: string): string => unquotedEtag(etag).toLowerCase();

/** `differs`: the server's checksum is of other bytes. `unknown`: its answer proves nothing. */
export type Verdict = { readonly check: 'crc32' | 'md5' } | 'differs' | 'unknown';

/**
 * Compares the answer to a PUT with the bytes that were sent. An ETag that is no MD5 of them proves nothing: encrypted objects have
 * others (Amazon S3 API Reference, "Object", ETag).
 */
export function judge(answer: StoredAnswer, sent: Uint8Array, sentCrc32: string): Verdict {
  if (answer.crc32 !== undefined) return answer.crc32 === sentCrc32 ? { check: 'crc32' } : 'differs';
  return hasHashForm(answer.etag) && plainEtag(answer.etag) === md5Of(sent) ? { check: 'md5' } : 'unknown';
}

/** Whether an ETag could be an MD5. */
export const hasHashForm = (etag: string): boolean => /^[0-9a-f]{32}$/.test(plainEtag(etag));

export interface CheckedPart {
  readonly etag: string;
  /** Of the bytes read. */
  readonly crc32: string;
  readonly check: StoredCheck;
}

/**
 * Compares the completed object with its parts. Composite CRC-32: checksum of the concatenated part checksums (S3 User Guide,
 * "Checking object integrity"); multipart ETag: MD5 of the concatenated part MD5s. An absent checksum proves nothing.
 */
export function judgeWhole(whole: Partial<StoredAnswer>, parts: readonly CheckedPart[]): Verdict {
  const suffix = `-${parts.length}`;
  if (whole.crc32?.endsWith(suffix) && parts.every(({ check }) => check === 'crc32')) {
    const composite = crc32Of(Buffer.concat(parts.map((part) => Buffer.from(part.crc32, 'base64'))));
    return whole.crc32 === composite + suffix ? { check: 'crc32' } : 'differs';
  }
  if (parts.every(({ check }) => check === 'md5')) {
    const joined = createHash('md5');
    for (const { etag } of parts) joined.update(Buffer.from(plainEtag(etag), 'hex'));
    if (whole.etag !== undefined && plainEtag(whole.etag) === joined.digest('hex') + suffix) return { check: 'md5' };
  }
  return 'unknown';
}

/** The weakest of the parts' checks holds for the whole. */
export function weakest(checks: readonly StoredCheck[]): StoredCheck {
  if (checks.includes('sample')) return 'sample';
  return checks.includes('md5') ? 'md5' : 'crc32';
}

const isComposite = (crc32: string): boolean => crc32.includes('-');

/**
 * Checksums over the whole decide. Composite ones, and ETags of multipart objects, depend on the size of the parts, so that different ones
 * prove nothing (Amazon S3 User Guide, "Checking object integrity").
 */
export function judgeCopy(source: StoredAnswer, copy: StoredAnswer): 'same' | 'differs' | 'unknown' {
  if (source.crc32 !== undefined && copy.crc32 !== undefined) {
    if (source.crc32 === copy.crc32) return 'same';
    if (!isComposite(source.crc32) && !isComposite(copy.crc32)) return 'differs';
  }
  if (plainEtag(source.etag) !== '' && plainEtag(source.etag) === plainEtag(copy.etag)) return 'same';
  return hasHashForm(source.etag) && hasHashForm(copy.etag) ? 'differs' : 'unknown';
}
