// How a copy inside the server is cut, in a table: every byte once, within the limits that servers have.
import { describe, expect, test } from 'vitest';
import { copySizesOf, planCopy, usualCopySizes } from '../../main/adapters/s3/copy-sizes';

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

describe('what a provider copies at once', () => {
  const of = (endpoint: string, provider = 'other') => copySizesOf({ provider, endpoint });

  test.each([
    ['of one that is not known', 'https://s3.example.com', 'other', usualCopySizes],
    ['where parts are copied', 'https://s3.eu-west-1.amazonaws.com', 'aws', usualCopySizes],
    ['with fewer parts', 'https://s3.fr-par.scw.cloud', 'other', { ...usualCopySizes, mostParts: 1_000 }],
    ['without parts', 'https://storage.googleapis.com', 'gcs', { ...usualCopySizes, wholeBytes: Infinity }],
  ])('%s', (_what, endpoint, provider, sizes) => {
    expect(of(endpoint, provider)).toEqual(sizes);
  });

  test('fewer parts are larger ones, and without parts one request tries whatever the size', () => {
    const scaleway = planCopy(500 * gibibyte, of('https://s3.fr-par.scw.cloud'));
    expect(scaleway.length).toBeLessThanOrEqual(1_000);
    expect(planCopy(500 * gibibyte, of('https://gateway.storjshare.io'))).toEqual([]);
  });
});
