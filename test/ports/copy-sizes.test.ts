// Why this exists: how a copy inside the server is cut, in a table: every byte once, within the limits that servers have.
import { describe, expect, test } from 'vitest';
import { planCopy, usualCopySizes } from '../../main/adapters/s3/copy-sizes';

const mebibyte = 1_048_576;
const gibibyte = 1_024 * mebibyte;

describe('a copy', () => {
  test.each([
    ['nothing', 0, 0, 0],
    ['as much as one request copies', 512 * mebibyte, 0, 0],
    ['a byte more', 512 * mebibyte + 1, 5, 128 * mebibyte],
    ['5 GiB', 5 * gibibyte, 40, 128 * mebibyte],
    ['the largest object S3 has', 5_120 * gibibyte, 9_987, 525 * mebibyte],
  ])('of %s', (_what, sizeBytes, count, partBytes) => {
    const parts = planCopy(sizeBytes, usualCopySizes);
    expect([parts.length, parts[0]?.lengthBytes ?? 0]).toEqual([count, partBytes]);
    let nextBytes = 0;
    for (const { offsetBytes, lengthBytes } of parts) {
      expect(offsetBytes).toBe(nextBytes);
      nextBytes += lengthBytes;
    }
    expect(nextBytes).toBe(count === 0 ? 0 : sizeBytes);
  });
});
