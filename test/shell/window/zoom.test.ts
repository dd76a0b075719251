// The keys that every browser has for larger and smaller words.
import { expect, test } from 'vitest';
import { toZoom, zoomAfter, type ZoomKey } from '../../../main/shell/window/zoom';

const press = (key: string, held: Partial<ZoomKey> = { control: true }): ZoomKey => ({
  type: 'keyDown',
  key,
  control: false,
  meta: false,
  alt: false,
  ...held,
});

test.each<readonly [number, ZoomKey, boolean, number | undefined]>([
  [100, press('+'), false, 110],
  [100, press('='), false, 110],
  [110, press('-'), false, 100],
  [200, press('+'), false, 200],
  [50, press('-'), false, 50],
  [175, press('0'), false, 100],
  [100, press('+', { meta: true }), true, 110],
  [100, press('+'), true, undefined],
  [100, press('+', {}), false, undefined],
  [100, press('+', { control: true, alt: true }), false, undefined],
  [100, press('+', { control: true, type: 'keyUp' }), false, undefined],
  [100, press('o'), false, undefined],
])('at %i %% %j, on a Mac: %s, leads to %s', (percent, key, mac, after) => {
  expect(zoomAfter(percent, key, mac)).toBe(after);
});

test.each([
  [125, 125],
  [123, 100],
  ['125', 100],
  [undefined, 100],
])('a saved %s is %i %%', (saved, zoom) => {
  expect(toZoom(saved)).toBe(zoom);
});
