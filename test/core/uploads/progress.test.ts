// Speed and time left are promises people wait by; they must be steady and never absurd.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, noProgress, quieted, secondsLeft, type Progress } from '../../../main/core/uploads/rules/progress';

const start = noProgress(1_000);

describe('speed', () => {
  test('is unknown before anything was sent', () => {
    expect(start).toEqual({ sentBytes: 0, bytesPerSecond: 0, atMs: 1_000 });
  });

  test('is the first rate that is seen', () => {
    expect(advance(start, 500, 1_500)).toEqual({ sentBytes: 500, bytesPerSecond: 1_000, atMs: 1_500 });
  });

  test.each([-1_000, 0, 1, 199])('does not jitter on a step of %d ms', (stepMs) => {
    expect(advance(start, 10_000, start.atMs + stepMs)).toBe(start);
  });

  test('counts from 200 ms on, with the bytes of the steps that were skipped', () => {
    const skipped = advance(start, 100, 1_100);
    expect(advance(skipped, 400, 1_200)).toEqual({ sentBytes: 400, bytesPerSecond: 2_000, atMs: 1_200 });
  });

  test('moves two thirds of the way to a new rate in three seconds', () => {
    const before: Progress = { sentBytes: 0, bytesPerSecond: 1_000, atMs: 0 };
    expect(advance(before, 30_000, 3_000).bytesPerSecond).toBeCloseTo(1_000 + 9_000 * (1 - 1 / Math.E), 6);
  });

  test('sinks while nothing travels, and never below zero', () => {
    let progress: Progress = { sentBytes: 1_000, bytesPerSecond: 1_000, atMs: 0 };
    for (let atMs = 1_000; atMs <= 60_000; atMs += 1_000) progress = advance(progress, 1_000, atMs);
    expect(progress.bytesPerSecond).toBeGreaterThanOrEqual(0);
    expect(progress.bytesPerSecond).toBeLessThan(0.01);
  });

  test('does not become negative when a retry takes bytes back', () => {
    const after = advance({ sentBytes: 10_000, bytesPerSecond: 1_000, atMs: 0 }, 2_000, 1_000);
    expect(after.sentBytes).toBe(2_000);
    expect(after.bytesPerSecond).toBeGreaterThan(0);
    expect(after.bytesPerSecond).toBeLessThan(1_000);
  });

  test('is unknown after ten seconds of silence, and the true one again with the next bytes', () => {
    const before: Progress = { sentBytes: 1_000, bytesPerSecond: 1_000, atMs: 0 };
    expect(quieted(before, 9_999)).toBe(before);
    const quiet = quieted(before, 10_000);
    expect(quiet).toEqual({ sentBytes: 1_000, bytesPerSecond: 0, atMs: 0 });
    expect(advance(quiet, 5_000, 20_000).bytesPerSecond).toBe(200);
  });

  test('stays between the slowest and the fastest rate that was seen', () => {
    const step = fc.record({ stepMs: fc.integer({ min: 200, max: 5_000 }), bytes: fc.nat(10_000_000) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 50 }), (steps) => {
        let progress = noProgress(0);
        let sent = 0;
        const rates: number[] = [];
        for (const { stepMs, bytes } of steps) {
          sent += bytes;
          rates.push((bytes * 1_000) / stepMs);
          progress = advance(progress, sent, progress.atMs + stepMs);
        }
        expect(progress.bytesPerSecond).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-6);
        expect(progress.bytesPerSecond).toBeLessThanOrEqual(Math.max(...rates) + 1e-6);
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
