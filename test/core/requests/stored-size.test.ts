// How much the storage has of a guest's file, and how much of one goes in one request.
import { expect, test } from 'vitest';
import { mostInOne, storedBytes } from '../../../main/core/requests/rules/stored-size';

const recipient = 'age1x';

test('a file that a guest’s page encrypts is stored with its head and the tag of each chunk', () => {
  expect([storedBytes({}, 65_537), storedBytes({ recipient }, 65_537)]).toEqual([65_537, 65_537 + 184 + 32]);
});

test.each([
  ['as much as the request takes', { bytes: 1_000 }, 1_000],
  ['as much, where it is encrypted', { bytes: 1_000, recipient }, 1_000],
  ['as much as one request stores', { bytes: 6_000_000_000 }, 5_000_000_000],
  ['as much as a browser holds, where it is encrypted', { bytes: 6_000_000_000, recipient }, 500_000_000],
])('one request carries %s', (_what, request, bytes) => {
  expect(mostInOne(request)).toBe(bytes);
});
