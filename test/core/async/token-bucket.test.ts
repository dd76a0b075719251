// A bandwidth limit must hold over any time, and a pause must not be followed by a burst.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayPass, mayStart, noPace, reserve } from '../../../main/core/async/token-bucket';

const atMs = 1_000_000;

describe('bytes at 1,000 a second', () => {
  test('the first go at once, the next when those are paid for', () => {
    const first = reserve(noPace, 1_000, 1_000, atMs);
    expect(first.waitMs).toBe(0);
    const second = reserve(first.pace, 1_000, 1_000, atMs);
    expect(second.waitMs).toBe(750);
    expect(reserve(second.pace, 1, 1_000, atMs).waitMs).toBe(1_750);
  });

  test('time that passed is not waited for again', () => {
    const first = reserve(noPace, 1_000, 1_000, atMs);
    expect(reserve(first.pace, 1_000, 1_000, atMs + 700).waitMs).toBe(50);
    expect(reserve(first.pace, 1_000, 1_000, atMs + 750).waitMs).toBe(0);
  });

  test('an idle hour saves up a quarter of a second and no more', () => {
    const first = reserve(noPace, 1, 1_000, atMs);
    const later = atMs + 3_600_000;
    const after = reserve(first.pace, 250, 1_000, later);
    expect([after.waitMs, reserve(after.pace, 1_000, 1_000, later).waitMs]).toEqual([0, 0]);
    expect(reserve(reserve(after.pace, 1_000, 1_000, later).pace, 1, 1_000, later).waitMs).toBe(1_000);
  });
});

test('over any run of requests no more goes out than the limit, the burst and the request at hand', () => {
  const request = fc.record({
    bytes: fc.integer({ min: 1, max: 300_000 }),
    idleMs: fc.integer({ min: 0, max: 2_000 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 10_000_000 }), fc.array(request, { maxLength: 60 }), (rate, requests) => {
      let pace = noPace;
      let nowMs = atMs;
      let sentBefore = 0;
      for (const { bytes, idleMs } of requests) {
        nowMs += idleMs;
        const granted = reserve(pace, bytes, rate, nowMs);
        pace = granted.pace;
        nowMs += granted.waitMs;
        expect(sentBefore).toBeLessThanOrEqual((rate * (nowMs - atMs + 250)) / 1000 + 1e-3);
        sentBefore += bytes;
      }
    }),
  );
});

describe('a body may join those that are under way', () => {
  test.each([
    ['without a limit, always', 1e12, 1e9, 0, true],
    ['as the first, however large', 0, 1e9, 1, true],
    ['up to four seconds of the limit', 3_000, 1_000, 1_000, true],
    ['and not beyond', 3_000, 1_001, 1_000, false],
    ['an empty one, even then', 4_000, 0, 1_000, true],
    ['a large one beside what takes a second', 1_000, 9_000, 1_000, true],
    ['and beside no more', 1_001, 9_000, 1_000, false],
  ])('%s', (_what, busyBytes, bytes, bytesPerSecond, may) => {
    expect(mayStart(busyBytes, bytes, bytesPerSecond)).toBe(may);
  });

  test.each([
    ['without a limit, always', 1e12, 1e9, 0, true],
    ['up to a second in all', 900, 100, 1_000, true],
    ['and no longer', 900, 101, 1_000, false],
  ])('before a large one: %s', (_what, briefBytes, bytes, bytesPerSecond, may) => {
    expect(mayPass(briefBytes, bytes, bytesPerSecond)).toBe(may);
  });
});
