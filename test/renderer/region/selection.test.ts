// The rectangle over a picture of the screen stays inside it, whatever pointer and keys do.
import { assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterArrow, between, cornerAcross, middle, moved, type Area } from '../../../renderer/app/region/selection';

const screen = { width: 1_000, height: 600 };
const area: Area = { x: 100, y: 50, width: 200, height: 100 };
const press = (key: string, shiftKey = false, ctrlKey = false) => ({ key, shiftKey, ctrlKey });

test.each([
  [
    { x: 10.4, y: 10.6 },
    { x: 20.4, y: 5 },
    { x: 10, y: 5, width: 10, height: 6 },
  ],
  [
    { x: -5, y: -5 },
    { x: 2_000, y: 2_000 },
    { x: 0, y: 0, width: 1_000, height: 600 },
  ],
  [
    { x: 7, y: 7 },
    { x: 7, y: 7 },
    { x: 7, y: 7, width: 1, height: 1 },
  ],
  [
    { x: 1_000, y: 600 },
    { x: 1_000, y: 600 },
    { x: 999, y: 599, width: 1, height: 1 },
  ],
])('between %j and %j', (a, b, drawn) => {
  expect(between(a, b, screen)).toEqual(drawn);
});

describe('an arrow key', () => {
  test.each([
    [press('ArrowLeft'), { ...area, x: 99 }],
    [press('ArrowDown', true), { ...area, y: 60 }],
    [press('ArrowRight', false, true), { ...area, width: 201 }],
    [press('ArrowUp', true, true), { ...area, height: 90 }],
    [press('Enter'), undefined],
  ])('%j', (key, after) => {
    expect(afterArrow(area, key, screen)).toEqual(after);
  });

  test('without a rectangle begins in the middle', () => {
    expect(afterArrow(undefined, press('ArrowUp'), screen)).toEqual({ x: 250, y: 150, width: 500, height: 300 });
    expect(middle({ width: 1, height: 1 })).toEqual({ x: 0, y: 0, width: 1, height: 1 });
  });

  test('never leaves the screen', () => {
    const point = record({ x: integer({ min: -50, max: 1_050 }), y: integer({ min: -50, max: 650 }) });
    const key = record({
      key: constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'),
      shiftKey: constantFrom(true, false),
      ctrlKey: constantFrom(true, false),
    });
    assert(
      property(point, point, point, key, (a, b, by, pressed) => {
        const last = afterArrow(moved(between(a, b, screen), by, screen), pressed, screen);
        if (last === undefined) return false;
        const { x, y, width, height } = last;
        return x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= screen.width && y + height <= screen.height;
      }),
    );
  });
});

test('a corner is pulled away from the one across', () => {
  expect(cornerAcross(area, { x: 103, y: 48 }, 5)).toEqual({ x: 300, y: 150 });
  expect(cornerAcross(area, { x: 298, y: 152 }, 5)).toEqual({ x: 100, y: 50 });
  expect(cornerAcross(area, { x: 200, y: 100 }, 5)).toBeUndefined();
});
