// Speed and time left are promises people wait by; they must be steady and never absurd.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, noProgress, quieted, secondsLeft, type Progress } from '../../../main/core/uploads/rules/progress';

const start = noProgress(1_000);

/** What is told after each step of [ms, bytes in total], from a start at 0 ms. */
function told(steps: readonly (readonly [number, number])[], limit?: number): readonly number[] {
  let progress = noProgress(0);
  return steps.map(([atMs, sentBytes]) => {
    progress = advance(quieted(progress, atMs), sentBytes, atMs, limit);
    return Math.round(progress.bytesPerSecond);
  });
}

describe('speed', () => {
  test.each<readonly [string, readonly (readonly [number, number])[], number | undefined, readonly number[]]>([
    [
      'is unknown for three seconds of data',
      [
        [500, 5e5],
        [1_500, 15e5],
        [3_400, 34e5],
        [3_500, 35e5],
      ],
      undefined,
      [0, 0, 0, 0],
    ],
    [
      'is then the mean so far',
      [
        [500, 5e5],
        [1_500, 45e5],
        [2_500, 45e5],
        [3_500, 6.5e6],
      ],
      undefined,
      [0, 0, 0, 2e6],
    ],
    [
      'tells nothing of what was buffered at once',
      [
        [200, 33e6],
        [2_200, 34e6],
        [3_200, 34.5e6],
      ],
      undefined,
      [0, 0, 5e5],
    ],
    [
      'is never above the limit',
      [
        [200, 1e6],
        [3_200, 90e6],
        [4_200, 190e6],
      ],
      5e6,
      [0, 5e6, 5e6],
    ],
    [
      'begins with the first byte, not with the wait for it',
      [
        [4_900, 0],
        [4_950, 1e6],
        [6_000, 2.05e6],
        [9_000, 5.05e6],
      ],
      undefined,
      [0, 0, 0, 1e6],
    ],
    [
      'is unknown after five silent seconds, and for three of data after them',
      [
        [500, 1e6],
        [3_500, 4e6],
        [9_000, 5e6],
        [10_000, 6e6],
        [12_000, 8e6],
      ],
      undefined,
      [0, 1e6, 0, 0, 1e6],
    ],
    [
      'does not become negative when a retry takes bytes back',
      [
        [500, 3e6],
        [3_500, 0],
      ],
      undefined,
      [0, 0],
    ],
  ])('%s', (_what, steps, limit, speeds) => {
    expect(told(steps, limit)).toEqual(speeds);
  });

  test.each([-1_000, 0, 1, 199])('does not jitter on a step of %d ms', (stepMs) => {
    expect(advance(start, 10_000, start.atMs + stepMs)).toBe(start);
  });

  test('moves two thirds of the way to a new rate in three seconds', () => {
    const before: Progress = { ...noProgress(0), moving: { ms: 9_000, bytesPerSecond: 1_000 } };
    expect(advance(before, 30_000, 3_000).bytesPerSecond).toBeCloseTo(1_000 + 9_000 * (1 - 1 / Math.E), 6);
  });

  test('is silent after five seconds without a byte, until the next', () => {
    const before = { ...noProgress(0), sentBytes: 1_000 };
    expect(quieted(before, 4_999)).toBe(before);
    const quiet = quieted(before, 5_000);
    expect(quiet).toMatchObject({ isSilent: true, bytesPerSecond: 0 });
    expect(quieted(quiet, 9_000)).toBe(quiet);
    expect(advance(quiet, 5_000, 20_000).isSilent).toBe(false);
  });

  test('stays between the slowest and the fastest rate that was seen', () => {
    const step = fc.record({ stepMs: fc.integer({ min: 200, max: 4_000 }), bytes: fc.nat(10_000_000) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 50 }), (steps) => {
        let progress = advance(noProgress(-500), 1, 0);
        const rates: number[] = [];
        for (const { stepMs, bytes } of steps) {
          rates.push((bytes * 1_000) / stepMs);
          progress = advance(progress, progress.sentBytes + bytes, progress.atMs + stepMs);
        }
        const { bytesPerSecond = 0 } = progress.moving ?? {};
        expect(bytesPerSecond).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-6);
        expect(bytesPerSecond).toBeLessThanOrEqual(Math.max(...rates) + 1e-6);
      }),
    );
  });
});

test.each([
  [1_000, 0, 0, undefined],
  [1_000, 500, -1, undefined],
  [1_000, 0, 100, 10],
  [1_000, 500, 100, 5],
  [1_001, 500, 100, 6],
  [1_000, 999, 100, 1],
  [1_000, 1_000, 100, 0],
  [1_000, 1_500, 100, 0],
  [0, 0, 100, 0],
])('%d bytes, %d sent, at %d a second: %s seconds left', (sizeBytes, sentBytes, bytesPerSecond, seconds) => {
  expect(secondsLeft(sizeBytes, sentBytes, bytesPerSecond)).toBe(seconds);
});
