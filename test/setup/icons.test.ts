// The window's icons as one path each (scripts/build/icons.ts).
import { expect, test } from 'vitest';
import { pathOf } from '../../scripts/build/icons';

test.each([
  ['a path that begins with a relative step', 'path', { d: 'm4 5 6-6h2' }, 'M0 0m4 5 6-6h2'],
  ['a line', 'line', { x1: '2', y1: '8', x2: '5', y2: '9' }, 'M2 8L5 9'],
  ['a polyline', 'polyline', { points: '22 12 16 12 14 15' }, 'M22 12 16 12 14 15'],
  ['a circle', 'circle', { cx: '12', cy: '11', r: '3' }, 'M9 11a3 3 0 1 1 6 0a3 3 0 1 1 -6 0z'],
  [
    'a rectangle with round corners',
    'rect',
    { x: '8', y: '9', width: '14', height: '12', rx: '2', ry: '2', key: 'of-react' },
    'M10 9h10a2 2 0 0 1 2 2v8a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-8a2 2 0 0 1 2 -2z',
  ],
  ['a shape that is filled', 'circle', { cx: '12', cy: '11', r: '3', fill: 'currentColor' }, undefined],
  ['a shape of another kind', 'ellipse', { cx: '12', cy: '5', rx: '9', ry: '3' }, undefined],
])('%s', (_name, tag, attributes, path) => {
  expect(pathOf([[tag, attributes]])).toBe(path);
});

test('one path draws all shapes of an icon, and none where one of them has none', () => {
  const line = ['line', { x1: '0', y1: '1', x2: '2', y2: '3' }] as const;
  expect(pathOf([line, line])).toBe('M0 1L2 3M0 1L2 3');
  expect(pathOf([line, ['ellipse', {}]])).toBeUndefined();
});
