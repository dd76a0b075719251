// A copy that is not its source must be noticed, and one that is must not be sent again for nothing.
import { expect, test } from 'vitest';
import { judgeCopy } from '../../../main/core/model/stored-check';

const one = '"0123456789abcdef0123456789abcdef"';
const other = '"ffffffffffffffffffffffffffffffff"';

test.each([
  ['equal checksums', { etag: one, crc32: 'AAAAAA==' }, { etag: other, crc32: 'AAAAAA==' }, 'same'],
  ['other checksums', { etag: one, crc32: 'AAAAAA==' }, { etag: one, crc32: 'BBBBBB==' }, 'differs'],
  ['equal composite ones', { etag: 'x-3', crc32: 'AAAAAA==-3' }, { etag: 'y-3', crc32: 'AAAAAA==-3' }, 'same'],
  [
    'composite ones cut otherwise',
    { etag: 'x-3', crc32: 'AAAAAA==-3' },
    { etag: 'y-2', crc32: 'BBBBBB==-2' },
    'unknown',
  ],
  [
    'a composite one and a whole one',
    { etag: '"x-3"', crc32: 'AAAAAA==-3' },
    { etag: one, crc32: 'BBBBBB==' },
    'unknown',
  ],
  ['equal ETags', { etag: one }, { etag: one.toUpperCase().replaceAll('"', '') }, 'same'],
  ['equal ETags of parts', { etag: '"a-3"' }, { etag: '"a-3"' }, 'same'],
  ['other MD5s', { etag: one }, { etag: other }, 'differs'],
  ['an ETag of parts and an MD5', { etag: '"a-3"' }, { etag: one }, 'unknown'],
  ['ETags that are no MD5', { etag: '"opaque-1"' }, { etag: '"opaque-2"' }, 'unknown'],
  ['no ETags', { etag: '' }, { etag: '""' }, 'unknown'],
  ['a checksum on one side only', { etag: one, crc32: 'AAAAAA==' }, { etag: one }, 'same'],
] as const)('%s', (_what, source, copy, verdict) => {
  expect(judgeCopy(source, copy)).toBe(verdict);
  expect(judgeCopy(copy, source)).toBe(verdict);
});
