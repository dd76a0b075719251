// The number of requests at once must find its way up and get out of a tired server's way; both are read from a table.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewestAtOnce, grown, halved, startConcurrency } from '../../../main/core/async/adaptive-concurrency';

describe('the beginning', () => {
  test.each([
    [1, 1],
    [3, 3],
    [4, 4],
    [64, 4],
  ])('with %d allowed is %d', (most, limit) => {
    expect(startConcurrency(most)).toEqual({ limit, lastRate: 0, searching: true });
  });
});

describe('after a time of full use', () => {
  const known = { searching: false };
  test.each([
    ['the first measure counts as worth it', { limit: 4, lastRate: 0 }, 100, 32, { limit: 5, lastRate: 100 }],
    ['a step that paid is followed by another', { limit: 5, lastRate: 100 }, 120, 32, { limit: 6, lastRate: 120 }],
    ['a step within the noise is not', { limit: 6, lastRate: 100 }, 105, 32, { limit: 6, lastRate: 105 }],
    ['a slower time stays, and is forgotten slowly', { limit: 6, lastRate: 100 }, 50, 32, { limit: 6, lastRate: 90 }],
    ['never more than allowed', { limit: 8, lastRate: 100 }, 200, 8, { limit: 8, lastRate: 200 }],
    ['a lower allowance holds at once', { limit: 8, lastRate: 100 }, 10, 3, { limit: 3, lastRate: 90 }],
  ])('%s', (_what, now, rate, most, next) => {
    expect(grown({ ...now, ...known }, rate, most)).toEqual({ ...next, ...known });
  });

  test.each([
    ['a line where every request brings more is full after three looks', [100, 200, 400, 800], [8, 16, 32, 32]],
    ['a line that is full with eight stays there', [100, 104, 104, 104], [8, 8, 8, 8]],
    ['what stopped paying once is not doubled again', [100, 200, 200, 260, 330], [8, 16, 16, 17, 18]],
    ['a slower moment neither grows nor shrinks it', [100, 200, 50, 50], [8, 16, 16, 16]],
  ])('from the beginning: %s', (_what, rates, limits) => {
    let now = startConcurrency(32);
    expect(rates.map((rate) => (now = grown(now, rate, 32)).limit)).toEqual(limits);
  });
});

describe('after a refusal', () => {
  test.each([
    [9, 4],
    [4, 2],
    [2, 1],
    [1, 1],
  ])('%d at once become %d, and the old rate no longer counts', (limit, half) => {
    expect(halved({ limit, lastRate: 500, searching: true })).toEqual({ limit: half, lastRate: 0, searching: false });
  });
});

test('whatever happens, at least one travels and never more than allowed', () => {
  const step = fc.oneof(fc.constant('refused' as const), fc.double({ min: 0, max: 1e9, noNaN: true }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), fc.array(step, { maxLength: 100 }), (most, steps) => {
      let now = startConcurrency(most);
      for (const one of steps) {
        now = one === 'refused' ? halved(now) : grown(now, one, most);
        expect(now.limit).toBeGreaterThanOrEqual(fewestAtOnce);
        expect(now.limit).toBeLessThanOrEqual(most);
      }
    }),
  );
});
