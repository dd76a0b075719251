// One place speaks, and it is the one the user looks at.
import { expect, test } from 'vitest';
import { whoSpeaks, type Speaker, type Surface } from '../../../../main/core/model/desktop/who-speaks';

const hidden: Surface = { isVisible: false, isFocused: false, touchedAtMs: 0 };
const seen: Surface = { ...hidden, isVisible: true };
const focused: Surface = { ...seen, isFocused: true };
const nowMs = 1_000_000;
const touched = (surface: Surface, agoMs: number): Surface => ({ ...surface, touchedAtMs: nowMs - agoMs });

test.each<[string, Surface, Surface, Speaker]>([
  ['nothing is open', hidden, hidden, 'notification'],
  ['the window has the focus', focused, hidden, 'window'],
  ['another program has the focus', seen, hidden, 'notification'],
  ['something was dropped on the window, from a program that keeps the focus', touched(seen, 200), hidden, 'window'],
  ['the upload took longer than a look', touched(seen, 10_000), hidden, 'notification'],
  ['the window was closed since', touched(hidden, 200), hidden, 'notification'],
  ['the shelf is open', seen, seen, 'shelf'],
  ['something was dropped on the shelf beside the window', focused, touched(seen, 200), 'shelf'],
  ['something was dropped on the window beside the shelf', touched(seen, 200), touched(seen, 9_000), 'window'],
  ['the window has the focus again, and the shelf is still open', focused, touched(seen, 20_000), 'window'],
])('%s', (_when, window, shelf, speaker) => {
  expect(whoSpeaks(window, shelf, nowMs)).toBe(speaker);
});
