// "copied" is said only of links that were seen to give the file, "revoked" only of links that were seen not to.
import { describe, expect, test } from 'vitest';
import { judgeLink, provesEnd, provesLink } from '../../../main/core/given/prove';

describe('a link to 1,234 bytes is proven by', () => {
  test.each([
    [206, 1_234, true],
    [200, 1_234, true],
    [206, 1_233, false],
    [206, 0, false],
    [206, undefined, false],
    [200, undefined, false],
    [200, 5_120, false],
    [204, 1_234, false],
    [302, 1_234, false],
    [304, 1_234, false],
    [403, undefined, false],
    [403, 1_234, false],
    [404, undefined, false],
    [416, 1_234, false],
    [500, undefined, false],
  ])('%d with size %s: %s', (status, sizeBytes, proven) => {
    expect(provesLink({ status, ...(sizeBytes !== undefined && { sizeBytes }) }, 1_234)).toBe(proven);
  });
});

describe('a link to an empty file, which has no first byte, is proven by', () => {
  test.each([
    [416, 0, true],
    [416, undefined, true],
    [200, 0, true],
    [416, 7, false],
    [206, 1, false],
    [206, 0, false],
    [200, 512, false],
    // A sign-in page in chunks tells no size.
    [200, undefined, false],
    [403, undefined, false],
    [404, 0, false],
  ])('%d with size %s: %s', (status, sizeBytes, proven) => {
    expect(provesLink({ status, ...(sizeBytes !== undefined && { sizeBytes }) }, 0)).toBe(proven);
  });
});

test.each([
  [403, true],
  [404, true],
  [200, false],
  [206, false],
  [302, false],
  [410, false],
  [416, false],
  [500, false],
  [503, false],
])('%d shows that a link has ended: %s', (status, ended) => {
  expect(provesEnd({ status })).toBe(ended);
});

test.each([
  [206, 3, 'proven'],
  [200, 3, 'proven'],
  [206, 4, 'wrong'],
  [200, undefined, 'wrong'],
  [302, undefined, 'wrong'],
  [403, undefined, 'wrong'],
  [404, undefined, 'gone'],
  [408, undefined, 'unknown'],
  [416, 0, 'wrong'],
  [429, undefined, 'unknown'],
  [500, undefined, 'unknown'],
  [503, 3, 'unknown'],
])('%d with size %s about an object of 3 bytes says: %s', (status, sizeBytes, verdict) => {
  expect(judgeLink({ status, ...(sizeBytes !== undefined && { sizeBytes }) }, 3)).toBe(verdict);
});

test('a missing object is what S3 says, and not the page of a proxy', () => {
  const judged = (contentType?: string) =>
    judgeLink({ status: 404, ...(contentType !== undefined && { contentType }) }, 3);
  expect([judged('application/xml'), judged('text/xml'), judged()]).toEqual(['gone', 'gone', 'gone']);
  expect(['Text/HTML; charset=utf-8', 'text/plain', 'application/json'].map(judged)).toEqual([
    'wrong',
    'wrong',
    'wrong',
  ]);
});
