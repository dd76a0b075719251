// The number of requests at once must find its way up and get out of a tired server's way; both are read from a table.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowed, fewestAtOnce, grown, halved, startConcurrency } from '../../../main/core/async/adaptive-concurrency';

type Round = number | 'refused' | { readonly allowed: number };

/** The limit after each round: what it brought per second, a refusal, or another allowance. */
function limitsAfter(rounds: readonly Round[], from: number, most = 128): readonly number[] {
  let now = startConcurrency(most, from);
  let allowance = most;
  return rounds.map((round) => {
    if (round === 'refused') now = halved(now);
    else if (typeof round === 'number') now = grown(now, round, allowance);
    else now = allowed(now, (allowance = round.allowed));
    return now.limit;
  });
}

describe('the beginning', () => {
  test.each([
    ['of a connection that was never used', 128, undefined, 32],
    ['is never more than allowed', 3, undefined, 3],
    ['is where the last use ended', 128, 48, 48],
    ['is never more than allowed, wherever the last use ended', 32, 48, 32],
    ['lets one travel, wherever the last use ended', 128, 0, 1],
  ])('%s', (_what, most, from, limit) => {
    expect(startConcurrency(most, from).limit).toBe(limit);
  });
});

describe('while the best is searched', () => {
  test.each([
    ['a line where every request brings more is full after four rounds', [100, 200, 400, 800], [16, 32, 64, 128]],
    ['a line that is full with eight goes back to them', [100, 119, 119, 104, 104], [16, 16, 16, 8, 8]],
    ['a fifth more is within the noise', [100, 120, 120, 120], [16, 16, 16, 8]],
    ['handshakes of new connections do not end the search', [100, 100, 100, 200, 200, 400], [16, 16, 16, 32, 32, 64]],
    ['a doubling that was taken back is not tried again', [100, 90, 90, 90, 130, 150], [16, 16, 16, 8, 9, 11]],
    [
      'a doubling up to the most that is allowed is taken back too',
      [100, 200, 400, 800, 800, 800, 800],
      [16, 32, 64, 128, 128, 128, 64],
    ],
    [
      'a lower allowance holds at once, also for what it goes back to',
      [100, { allowed: 3 }, 1, 1, 1],
      [16, 3, 3, 3, 3],
    ],
  ] as const)('from eight on: %s', (_what, rounds, limits) => {
    expect(limitsAfter(rounds, 8)).toEqual(limits);
  });
});

describe('after a refusal, where the search is over', () => {
  test.each([
    ['half travel', 9, [], [4]],
    ['at least one travels', 1, [], [1]],
    ['the old rate no longer counts: the first measure is worth it', 9, [1], [4, 5]],
    ['a step that paid is followed by another', 8, [100, 120, 126.1], [4, 5, 6, 7]],
    ['a step within the noise is not', 8, [100, 105], [4, 5, 5]],
    ['of many, an eighth is a step', 128, [100, 106], [64, 72, 81]],
    // Remembered are 100, 90, 81 and 76.
    ['a slower time is forgotten slowly', 8, [100, 50, 50, 76, 76.6], [4, 5, 5, 5, 5, 5]],
    ['and when it is, more are tried', 8, [100, 50, 95], [4, 5, 5, 6]],
    ['never more than allowed', 8, [{ allowed: 5 }, 100, 200], [4, 4, 5, 5]],
    ['a lower allowance holds at once', 16, [100, { allowed: 3 }, 10], [8, 9, 3, 3]],
  ] as const)('%s', (_what, from, rounds, limits) => {
    expect(limitsAfter(['refused', ...rounds], from)).toEqual(limits);
  });

  test('that ended it, nothing is doubled again', () => {
    expect(limitsAfter([100, 'refused', 500, 900], 8)).toEqual([16, 8, 9, 11]);
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
