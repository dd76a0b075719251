// A shelf that opens off the screen or over the panel cannot be dropped on.
import { describe, expect, test } from 'vitest';
import {
  atEdge,
  besideIcon,
  fromEdge,
  inTrayCorner,
  isKnown,
  shelfSize,
  type Display,
  type Point,
} from '../../../main/shell/shelf/shelf-position';

const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
const topPanel: Display = { bounds, workArea: { x: 0, y: 32, width: 1920, height: 1048 } };
const bottomPanel: Display = { bounds, workArea: { x: 0, y: 0, width: 1920, height: 1036 } };
const second: Display = {
  bounds: { x: -1280, y: 200, width: 1280, height: 800 },
  workArea: { x: -1280, y: 200, width: 1280, height: 800 },
};

const leftPanel: Display = { bounds, workArea: { x: 48, y: 0, width: 1872, height: 1080 } };
const rightPanel: Display = { bounds, workArea: { x: 0, y: 0, width: 1872, height: 1080 } };

test.each<[string, Point, Display, Point]>([
  ['under an icon in a panel at the top', { x: 1500, y: 10 }, topPanel, { x: 1330, y: 40 }],
  ['not over the right edge', { x: 1908, y: 10 }, topPanel, { x: 1572, y: 40 }],
  ['not over the left edge', { x: 12, y: 10 }, topPanel, { x: 8, y: 40 }],
  ['above an icon in a panel at the bottom', { x: 1700, y: 1060 }, bottomPanel, { x: 1530, y: 728 }],
  ['on the display of the icon', { x: -100, y: 210 }, second, { x: -348, y: 208 }],
  ['beside a panel at the left', { x: 24, y: 500 }, leftPanel, { x: 56, y: 350 }],
  ['beside a panel at the right, not over its end', { x: 1896, y: 1060 }, rightPanel, { x: 1524, y: 772 }],
  [
    'above an icon in a panel that hides itself',
    { x: 1500, y: 1070 },
    { bounds, workArea: bounds },
    { x: 1330, y: 772 },
  ],
])('beside the icon: %s', (_what, { x, y }, display, place) => {
  const icon = { x: x - 12, y: y - 10, width: 24, height: 20 };
  expect(isKnown(icon)).toBe(true);
  expect(besideIcon(icon, display)).toEqual({ ...place, ...shelfSize });
});

test('the place that Electron gives where the desktop tells none is no place', () => {
  expect(isKnown({ x: 0, y: 0, width: 0, height: 0 })).toBe(false);
});

test.each<[string, Display, Point]>([
  ['at the top where a panel is', topPanel, { x: 1572, y: 40 }],
  ['at the bottom otherwise', bottomPanel, { x: 1572, y: 728 }],
  ['of another display', second, { x: -348, y: 692 }],
])('in the corner of the tray: %s', (_what, display, place) => {
  expect(inTrayCorner(display)).toEqual({ ...place, ...shelfSize });
});

describe('at the edge', () => {
  test.each([topPanel, bottomPanel, second])('the strip touches it, and the shelf the strip', (display) => {
    const strip = atEdge(display);
    const shelf = fromEdge(display);
    expect(strip.x + strip.width).toBe(display.bounds.x + display.bounds.width);
    expect(shelf.x + shelf.width).toBe(strip.x);
    expect(shelf.y).toBeLessThanOrEqual(strip.y);
    expect(shelf.y + shelf.height).toBeGreaterThanOrEqual(strip.y + strip.height);
  });
});
