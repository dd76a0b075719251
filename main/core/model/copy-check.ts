// Why this exists: whether a copy made inside a bucket may be its source, by what the server tells of both.
import { hasHashForm, type StoredAnswer } from './stored-check';

const isComposite = (crc32: string): boolean => crc32.includes('-');
const plain = (etag: string): string => etag.replace(/^"|"$/g, '').toLowerCase();

/**
 * Checksums over the whole decide. Composite ones, and ETags of objects that came in parts, depend on how the object was cut, so that
 * other ones prove nothing (Amazon S3 User Guide, "Checking object integrity").
 */
export function judgeCopy(source: StoredAnswer, copy: StoredAnswer): 'same' | 'differs' | 'unknown' {
  if (source.crc32 !== undefined && copy.crc32 !== undefined) {
    if (source.crc32 === copy.crc32) return 'same';
    if (!isComposite(source.crc32) && !isComposite(copy.crc32)) return 'differs';
  }
  if (plain(source.etag) !== '' && plain(source.etag) === plain(copy.etag)) return 'same';
  return hasHashForm(source.etag) && hasHashForm(copy.etag) ? 'differs' : 'unknown';
}
