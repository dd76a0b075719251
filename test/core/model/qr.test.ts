// A QR code is right when another program reads the very link out of it, from the picture and from the terminal.
import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { encodeQr } from '../../../main/adapters/desktop/qr-code';
import { longestQrBytes, qrLevel, qrPng, quietZone } from '../../../main/core/model/qr';
import { caught } from '../../fakes/failing';

const link = (length: number) =>
  `https://s3.example.com/files/k?X-Amz-Signature=${'0123456789abcdef'.repeat(200)}`.slice(0, length);

/** The pixels of our own kind of PNG: one bit of grey, no filter, no interlace. */
function pixelsOf(png: Uint8Array): { readonly data: Uint8ClampedArray; readonly size: number } {
  const file = Buffer.from(png);
  const size = file.readUInt32BE(16);
  const lines = inflateSync(file.subarray(file.indexOf('IDAT') + 4));
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  const lineBytes = 1 + Math.ceil(size / 8);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const white = ((lines[y * lineBytes + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      data.fill(white === 1 ? 255 : 0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return { data, size };
}

describe.each([60, 400, 998, 1_001, 1_800])('a link of %d characters', (length) => {
  const { modules, halfBlocks } = encodeQr(link(length));

  test('is read out of the picture', () => {
    const { data, size } = pixelsOf(qrPng(modules));
    expect(size).toBeGreaterThanOrEqual(1_000);
    expect(jsQR(data, size, size)?.data).toBe(link(length));
  });

  test('is read out of the terminal', () => {
    const scale = 8;
    const columns = modules.length;
    const data = new Uint8ClampedArray((columns * scale) ** 2 * 4).fill(255);
    const darken = (column: number, row: number) => {
      for (let y = row * scale; y < (row + 1) * scale; y += 1) {
        const from = (y * columns * scale + column * scale) * 4;
        for (let x = 0; x < scale; x += 1) data.fill(0, from + x * 4, from + x * 4 + 3);
      }
    };
    for (const [line, text] of halfBlocks().entries()) {
      const blocks = Array.from(text);
      expect(blocks).toHaveLength(columns);
      for (const [column, block] of blocks.entries()) {
        if (block === ' ' || block === '▄') darken(column, line * 2);
        if (line * 2 + 1 < columns && (block === ' ' || block === '▀')) darken(column, line * 2 + 1);
      }
    }
    expect(jsQR(data, columns * scale, columns * scale)?.data).toBe(link(length));
  });
});

test.each([
  [1, 'M'],
  [1_000, 'M'],
  [1_001, 'L'],
])('%d bytes ask for level %s', (lengthBytes, level) => {
  expect(qrLevel(lengthBytes)).toBe(level);
});

test('the longest link has a code, and one more byte has none', () => {
  expect(encodeQr(link(longestQrBytes)).modules).toHaveLength(177 + 2 * quietZone);
  const failure = caught(() => encodeQr(link(longestQrBytes + 1)));
  expect([failure.code, failure.detail.sizeBytes]).toEqual(['qr-too-long', longestQrBytes + 1]);
});

test('a narrow terminal gets a code with less correction, then with less around it, and then the narrowest', () => {
  const columns = (atMost?: number) => encodeQr(link(420), atMost).modules.length;
  const [usual, ofL] = [columns(), columns(80)];
  expect(ofL).toBeLessThanOrEqual(80);
  expect(usual).toBeGreaterThan(80);
  expect([columns(usual), columns(ofL), columns(ofL - 1), columns(20)]).toEqual([usual, ofL, ofL - 4, ofL - 4]);
});
