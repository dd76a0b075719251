// Why this exists: whether a copy made inside a bucket is its source, by what the server tells of both.
import { hasHashForm, type StoredAnswer, type StoredCheck } from './stored-check';

export type CopyVerdict = { readonly check: Exclude<StoredCheck, 'sample'> } | 'differs' | 'unknown';

const isComposite = (crc32: string): boolean => crc32.includes('-');
const plain = (etag: string): string => etag.replace(/^"|"$/g, '').toLowerCase();

/**
 * Checksums over the whole decide. Composite ones, and ETags of objects that came in parts, depend on how the object was cut, so that
 * only equal ones prove something (Amazon S3 User Guide, "Checking object integrity").
 */
export function judgeCopy(source: StoredAnswer, copy: StoredAnswer): CopyVerdict {
  if (source.crc32 !== undefined && copy.crc32 !== undefined) {
    if (source.crc32 === copy.crc32) return { check: 'crc32' };
    if (!isComposite(source.crc32) && !isComposite(copy.crc32)) return 'differs';
  }
  if (plain(source.etag) !== '' && plain(source.etag) === plain(copy.etag)) return { check: 'md5' };
  return hasHashForm(source.etag) && hasHashForm(copy.etag) ? 'differs' : 'unknown';
}
