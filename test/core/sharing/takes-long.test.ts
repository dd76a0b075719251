import { expect, test } from 'vitest';
import { takesLong } from '../../../main/core/sharing/rules/takes-long';

const mebibyte = 1_048_576;
const here = { endpoint: 'http://127.0.0.1:9000' };
const abroad = { endpoint: 'https://s3.example.com' };

test.each([
  ['a little of an unknown line', [8 * mebibyte], abroad, undefined, false],
  ['more of an unknown line', [8 * mebibyte, 1], abroad, undefined, true],
  ['a lot on this computer', [500 * mebibyte], here, undefined, false],
  ['very much on this computer', [300 * mebibyte, 300 * mebibyte], here, undefined, true],
  ['a little on a slow line', [300_000], abroad, 100_000, true],
  ['what a slow line sends in that time', [200_000], abroad, 100_000, false],
  ['a little on a line that moved nothing', [300_000], abroad, 0, false],
  ['a lot on a quick line', [150 * mebibyte], abroad, 100 * mebibyte, false],
  ['what a limit slows down on this computer', [5 * mebibyte], here, 2 * mebibyte, true],
  ['nothing', [], abroad, undefined, false],
])('%s: two seconds are long (%#)', (_what, sizes, connection, speed, expected) => {
  expect(
    takesLong(
      sizes.map((sizeBytes) => ({ sizeBytes })),
      connection,
      speed,
    ),
  ).toBe(expected);
});
