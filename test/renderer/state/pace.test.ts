// Repeated work rests for a multiple of what it took, and its last call is never lost.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPace } from '../../../renderer/app/state/pace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that takes 20 ms; `ran` holds what ran, and when. */
function setUp() {
  const pace = createPace(3);
  const ran: [what: string, atMs: number][] = [];
  const beganMs = performance.now();
  const call = (what: string) =>
    pace.run(() => {
      ran.push([what, performance.now() - beganMs]);
      setTimeout(() => pace.done(), 20);
    });
  return { pace, ran, call };
}

test('the first call runs at once, the last of those that come meanwhile after three times as long', () => {
  const { ran, call } = setUp();
  call('first');
  expect(ran).toEqual([['first', 0]]);
  vi.advanceTimersByTime(10);
  call('second');
  call('third');
  vi.advanceTimersByTime(500);
  expect(ran).toEqual([
    ['first', 0],
    ['third', 80],
  ]);
  call('later');
  expect(ran.at(-1)).toEqual(['later', 510]);
});

test('work that is never told to be done holds the next back for two seconds only', () => {
  const pace = createPace(3);
  const ran: string[] = [];
  pace.run(() => ran.push('lost'));
  pace.run(() => ran.push('next'));
  vi.advanceTimersByTime(1_999);
  expect(ran).toEqual(['lost']);
  vi.advanceTimersByTime(1);
  expect(ran).toEqual(['lost', 'next']);
});

test('nothing runs once it has stopped', () => {
  const { pace, ran, call } = setUp();
  call('first');
  call('second');
  pace.stop();
  vi.advanceTimersByTime(5_000);
  expect(ran.map(([what]) => what)).toEqual(['first']);
});
