// Where the bytes of an age file lie: chunks of 64 KiB, each with a tag of 16 bytes. https://c2sp.org/age, "Payload"
import { describe, expect, test } from 'vitest';
import {
  chunkNonce,
  chunksBetween,
  encryptedBytes,
  layoutIn,
  plainBytesOf,
} from '../../../../main/core/model/age/age-layout';

const headBytes = 200;

describe.each([
  [0, 216],
  [1, 217],
  [65_535, 65_751],
  [65_536, 65_752],
  [65_537, 65_769],
  [131_072, 131_304],
  [131_073, 131_321],
])('%i bytes', (plainBytes, storedBytes) => {
  test(`are stored as ${storedBytes}, and told from them`, () => {
    expect(encryptedBytes({ headBytes, plainBytes })).toBe(storedBytes);
    expect(plainBytesOf(headBytes, storedBytes)).toBe(plainBytes);
    expect(layoutIn(storedBytes, headBytes)).toEqual({ headBytes, plainBytes });
  });
});

test.each([
  ['cut in its head', 199],
  ['without a chunk', 200],
  ['cut in its only tag', 215],
  ['with a second chunk of less than a tag', 65_753],
  ['with an empty second chunk', 65_768],
])('no age file is %s', (_what, storedBytes) => {
  expect(layoutIn(storedBytes, headBytes)).toBeUndefined();
});

describe('the chunks of a range', () => {
  const plainBytes = 131_073;
  const chunks = [
    { index: 0, isLast: false, plainOffset: 0, plainBytes: 65_536, offset: 200 },
    { index: 1, isLast: false, plainOffset: 65_536, plainBytes: 65_536, offset: 65_752 },
    { index: 2, isLast: true, plainOffset: 131_072, plainBytes: 1, offset: 131_304 },
  ];

  test.each([
    ['the whole file', 0, 131_321, [0, 1, 2]],
    ['more than the file', 0, 200_000, [0, 1, 2]],
    ['the head', 0, 200, []],
    ['the first byte of the first', 200, 201, [0]],
    ['the last byte of the first', 65_751, 65_752, [0]],
    ['the border of two', 65_751, 65_753, [0, 1]],
    ['the second', 65_752, 131_304, [1]],
    ['the last tag', 131_320, 131_321, [2]],
  ])('are of %s those that it reaches', (_what, from, to, reached) => {
    expect(chunksBetween({ headBytes, plainBytes }, from, to)).toEqual(reached.map((index) => chunks[index]));
  });

  test('are one of an empty file', () => {
    expect(chunksBetween({ headBytes, plainBytes: 0 }, 0, 216)).toEqual([
      { index: 0, isLast: true, plainOffset: 0, plainBytes: 0, offset: 200 },
    ]);
  });
});

test.each([
  [{ index: 0, isLast: false }, '000000000000000000000000'],
  [{ index: 0x01_02_03_04, isLast: false }, '000000000000000102030400'],
  [{ index: 1, isLast: true }, '000000000000000000000101'],
])('the nonce of %j counts, and marks the last', (chunk, nonce) => {
  expect(Buffer.from(chunkNonce(chunk)).toString('hex')).toBe(nonce);
});
