// A window that opens where nobody sees it is a broken app, and screens come and go.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  leastSize,
  toWindowState,
  usualSize,
  windowPlace,
  windowStateText,
} from '../../../main/shell/window/window-state';
import type { Rectangle, WindowPlace, WindowState } from '../../../main/shell/window/window-state';

const screen: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const right: Rectangle = { x: 1440, y: 0, width: 1920, height: 1080 };
const left: Rectangle = { x: -1280, y: -100, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 920, height = 680, maximised = false): WindowState => ({
  bounds: { x, y, width, height },
  maximised,
  zoom: 125,
});

const placed = (x: number, y: number, width = 920, height = 680): WindowPlace => ({
  x,
  y,
  width,
  height,
  maximised: false,
});

describe('a window opens', () => {
  test.each<[string, WindowState | undefined, readonly Rectangle[], WindowPlace]>([
    ['where the system wants the first time', undefined, [screen], { ...usualSize, maximised: false }],
    [
      'no larger than a small screen',
      undefined,
      [{ x: 0, y: 0, width: 800, height: 600 }],
      { width: 800, height: 600, maximised: false },
    ],
    [
      'not smaller than it can be used',
      undefined,
      [{ x: 0, y: 0, width: 320, height: 240 }],
      { ...leastSize, maximised: false },
    ],
    ['as usual where no screen is told', at(5, 5), [], { ...usualSize, maximised: false }],
    ['where it was', at(100, 100), [screen], placed(100, 100)],
    ['where it was on the second screen', at(1800, 40), [screen, right], placed(1800, 40)],
    ['where it was left of the first screen', at(-1000, -50), [screen, left], placed(-1000, -50)],
    ['maximised', at(10, 30, 920, 680, true), [screen], { x: 10, y: 30, width: 920, height: 680, maximised: true }],
    ['partly outside, as it was left, while it can be taken hold of', at(1300, 500), [screen], placed(1300, 500)],
    ['back on the screen when the other one is gone', at(2600, 300), [screen], placed(520, 220)],
    ['back on the screen from above', at(100, -400), [screen], placed(100, 25)],
    ['back on the screen from below', at(100, 5_000), [screen], placed(100, 220)],
    ['with its title below the panel', at(100, 10), [screen], placed(100, 25)],
    ['smaller when its screen became smaller', at(0, 25, 3000, 2000), [screen], placed(0, 25, 1440, 875)],
    [
      'large enough when it was saved tiny',
      at(50, 50, 3, 3),
      [screen],
      { x: 50, y: 50, ...leastSize, maximised: false },
    ],
  ])('%s', (_what, state, screens, place) => {
    expect(windowPlace(state, screens)).toEqual(place);
  });

  test('always where its title can be taken hold of', () => {
    const whole = fc.integer({ min: -20_000, max: 20_000 });
    const size = fc.integer({ min: 1, max: 20_000 });
    const screens = fc.array(
      fc.record({
        x: whole,
        y: whole,
        width: fc.integer({ min: 640, max: 8_000 }),
        height: fc.integer({ min: 480, max: 5_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(whole, whole, size, size, screens, (x, y, width, height, all) => {
        const place = windowPlace(at(x, y, width, height), all);
        const held = all.some(
          (one) =>
            (place.y ?? 0) >= one.y &&
            (place.y ?? 0) + 32 <= one.y + one.height &&
            Math.min((place.x ?? 0) + place.width, one.x + one.width) - Math.max(place.x ?? 0, one.x) >= 120,
        );
        expect(held).toBe(true);
      }),
    );
  });
});

describe('what is remembered', () => {
  test('comes back as it was', () => {
    const state = at(-5, 20, 700, 500, true);
    expect(toWindowState(windowStateText(state))).toEqual(state);
  });

  test.each([
    undefined,
    '',
    '{',
    'null',
    '[]',
    '{"x":1}',
    '{"x":1,"y":2,"width":"3","height":4}',
    '{"x":1.5,"y":2,"width":3,"height":4}',
    '{"x":1e99,"y":2,"width":3,"height":4}',
    '{"x":1,"y":2,"width":0,"height":4}',
  ])('%j is nothing', (text) => {
    expect(toWindowState(text)).toBeUndefined();
  });
});
