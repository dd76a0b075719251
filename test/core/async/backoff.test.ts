// What keeps failing is tried less and less often, and never given up for longer than six hours.
import { expect, test } from 'vitest';
import { createBackOff } from '../../../main/core/async/backoff';

function backOffAt(nowMs: number) {
  const clock = { nowMs };
  return { clock, backOff: createBackOff(() => clock.nowMs) };
}

test('what never failed is due', () => {
  expect(backOffAt(0).backOff.due('a')).toBe(true);
});

test.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [9, 256],
  [10, 360],
  [50, 360],
])('after %d failures in a row it waits %d minutes', (failures, minutes) => {
  const { clock, backOff } = backOffAt(1_000_000);
  const counts = Array.from({ length: failures }, () => backOff.failed('a'));
  expect(counts).toEqual(counts.map((_count, index) => index + 1));
  const endMs = 1_000_000 + minutes * 60_000;
  const dueAt = (nowMs: number) => {
    clock.nowMs = nowMs;
    return [backOff.due('a'), backOff.due('another')];
  };
  expect([dueAt(1_000_000), dueAt(endMs - 1), dueAt(endMs)]).toEqual([
    [false, true],
    [false, true],
    [true, true],
  ]);
});

test('what succeeded begins anew', () => {
  const { backOff } = backOffAt(1_000_000);
  backOff.failed('a');
  backOff.failed('a');
  backOff.succeeded('a');
  expect([backOff.due('a'), backOff.failed('a')]).toEqual([true, 1]);
});
