// The picture on a phone's home screen: as drawn, and readable by any program that shows PNGs.
import { inflateSync } from 'node:zlib';
import { beforeEach, expect, test, vi } from 'vitest';

let touchIcon: () => Uint8Array;
// It is drawn once in a process; each test has it drawn.
beforeEach(async () => {
  vi.resetModules();
  ({ touchIcon } = await import('../../../main/core/requests/rules/touch-icon'));
});

const chunk = (type: string): Buffer => {
  const png = Buffer.from(touchIcon());
  const at = png.indexOf(type);
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
};

test('is a small square of the colour of buttons and white, drawn once', () => {
  const png = Buffer.from(touchIcon());
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png.length < 1_500]).toEqual([180, 180, true]);
  expect(chunk('PLTE').toString('hex')).toBe('b4530affffff');
  expect(touchIcon()).toBe(touchIcon());
});

/** The white pixels of a line, as `from-to`. */
function whiteOf(line: number): string {
  const lineBytes = 1 + Math.ceil(180 / 8);
  const data = inflateSync(chunk('IDAT'));
  expect(data).toHaveLength(180 * lineBytes);
  const bits = Array.from(data.subarray(line * lineBytes + 1, (line + 1) * lineBytes), (byte) =>
    byte.toString(2).padStart(8, '0'),
  );
  return Array.from(bits.join('').matchAll(/1+/g), ({ index, 0: run }) => `${index}-${index + run.length - 1}`).join(
    ' ',
  );
}

test.each([
  [0, ''],
  [35, ''],
  [36, '81-98'],
  [71, '81-98'],
  [72, '54-125'],
  [83, '65-114'],
  [103, '85-94'],
  [104, '36-51 86-93 128-143'],
  [107, '36-51 89-90 128-143'],
  [108, '36-51 128-143'],
  [127, '36-51 128-143'],
  [128, '36-143'],
  [143, '36-143'],
  [144, ''],
  [179, ''],
])('line %i of the arrow and its tray is white at %s', (line, white) => {
  expect(whiteOf(line)).toBe(white);
});
