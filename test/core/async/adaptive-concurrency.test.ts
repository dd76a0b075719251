// The number of requests at once must find its way up and get out of a tired server's way; both are read from a table.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowed, fewestAtOnce, grown, halved, startConcurrency } from '../../../main/core/async/adaptive-concurrency';

describe('the beginning', () => {
  test.each([
    ['of a connection that was never used', 128, undefined, 32],
    ['is never more than allowed', 3, undefined, 3],
    ['is where the last use ended', 128, 48, 48],
    ['is never more than allowed, wherever the last use ended', 32, 48, 32],
    ['lets one travel, wherever the last use ended', 128, 0, 1],
  ])('%s', (_what, most, from, limit) => {
    expect(startConcurrency(most, from)).toEqual({ limit, before: limit, lastRate: 0, searching: true, misses: 0 });
  });
});

describe('after a round of full use', () => {
  test.each([
    ['the first measure counts as worth it', { limit: 4, lastRate: 0 }, 100, 32, { limit: 5, lastRate: 100 }],
    ['a step that paid is followed by another', { limit: 5, lastRate: 100 }, 120, 32, { limit: 6, lastRate: 120 }],
    ['of many, an eighth is a step', { limit: 64, lastRate: 100 }, 106, 128, { limit: 72, lastRate: 106 }],
    ['a step within the noise is not', { limit: 6, lastRate: 100 }, 105, 32, { limit: 6, lastRate: 105 }],
    ['a slower time stays, and is forgotten slowly', { limit: 6, lastRate: 100 }, 50, 32, { limit: 6, lastRate: 90 }],
    ['never more than allowed', { limit: 8, lastRate: 100 }, 200, 8, { limit: 8, lastRate: 200 }],
    ['a lower allowance holds at once', { limit: 8, lastRate: 100 }, 10, 3, { limit: 3, lastRate: 90 }],
  ])('%s', (_what, now, rate, most, next) => {
    expect(grown({ before: now.limit, searching: false, misses: 0, ...now }, rate, most)).toMatchObject({
      ...next,
      searching: false,
    });
  });

  test.each([
    ['a line where every request brings more is full after four rounds', [100, 200, 400, 800], [16, 32, 64, 128]],
    ['a line that is full with eight goes back to them', [100, 119, 119, 104, 104], [16, 16, 16, 8, 8]],
    ['handshakes of new connections do not end the search', [100, 100, 100, 200, 200, 400], [16, 16, 16, 32, 32, 64]],
    ['a doubling that was taken back is not tried again', [100, 90, 90, 90, 130, 150], [16, 16, 16, 8, 9, 11]],
    [
      'a doubling up to the most that is allowed is taken back too',
      [100, 200, 400, 800, 800, 800, 800],
      [16, 32, 64, 128, 128, 128, 64],
    ],
  ])('from eight on: %s', (_what, rates, limits) => {
    let now = startConcurrency(128, 8);
    expect(rates.map((rate) => (now = grown(now, rate, 128)).limit)).toEqual(limits);
  });
});

describe('after a refusal', () => {
  test.each([
    [9, 4],
    [4, 2],
    [2, 1],
    [1, 1],
  ])('%d at once become %d, and the old rate no longer counts', (limit, half) => {
    const before = { limit, before: limit, lastRate: 500, searching: true, misses: 2 };
    expect(halved(before)).toEqual({ limit: half, before: half, lastRate: 0, searching: false, misses: 0 });
  });
});

test('whatever happens, at least one travels and never more than allowed', () => {
  const step = fc.oneof(
    fc.constant('refused' as const),
    fc.record({ allowed: fc.integer({ min: 1, max: 128 }) }),
    fc.double({ min: 0, max: 1e9, noNaN: true }),
  );
  const most = fc.integer({ min: 1, max: 128 });
  fc.assert(
    fc.property(most, fc.integer({ min: -5, max: 500 }), fc.array(step, { maxLength: 100 }), (first, from, steps) => {
      let allowance = first;
      let now = startConcurrency(allowance, from);
      for (const one of steps) {
        if (typeof one === 'object') now = allowed(now, (allowance = one.allowed));
        else now = one === 'refused' ? halved(now) : grown(now, one, allowance);
        expect(now.limit).toBeGreaterThanOrEqual(fewestAtOnce);
        expect(now.limit).toBeLessThanOrEqual(allowance);
      }
    }),
  );
});
