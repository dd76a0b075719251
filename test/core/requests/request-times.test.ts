// Until when guests may write, what is made of their batches, and how many notices the owner gets.
import { describe, expect, test } from 'vitest';
import type { Arrival, FileRequest } from '../../../main/core/model/requests/file-request';
import {
  areBatchesOver,
  batchesToTell,
  fewer,
  isClosingDue,
  isSettled,
  isStillUsed,
  mayReceive,
  nextLookAtMs,
  type Batch,
} from '../../../main/core/requests/rules/request-times';

const minuteMs = 60_000;
const times = { expiresAtMs: 100 * minuteMs, leaseEndsAtMs: 50 * minuteMs };

test.each<[what: string, change: Partial<FileRequest>, lastMinute: number]>([
  ['an open request until ten minutes after its end', {}, 110],
  ['one whose slots live longer until ten minutes after them', { leaseEndsAtMs: 120 * minuteMs }, 130],
  ['a closed one until ten minutes after its slots', { closedAtMs: 1 }, 60],
])('guests may write to %s', (_what, change, lastMinute) => {
  const at = (nowMs: number) => mayReceive({ ...times, ...change }, nowMs);
  expect([at(lastMinute * minuteMs - 1), at(lastMinute * minuteMs)]).toEqual([true, false]);
});

test('a request is still used while its page can be opened, or guests may write', () => {
  const at = (change: Partial<FileRequest>, nowMs: number) => isStillUsed({ ...times, ...change }, nowMs);
  const closed = { closedAtMs: 1 };
  expect([at(closed, times.expiresAtMs - 1), at(closed, times.expiresAtMs)]).toEqual([true, false]);
  expect([at({}, times.expiresAtMs), at({}, 110 * minuteMs)]).toEqual([true, false]);
});

test.each<[what: string, closedAtMs: number | undefined, isDue: boolean]>([
  ['open', undefined, false],
  ['closed since the page was written', 10, true],
  ['closed before the page was written', 9, false],
  ['closed a moment before its end', 99, true],
  ['closed after its end', 100, false],
])('of a request that is %s the page is to say so: %s', (_what, closedAtMs, isDue) => {
  const request = { writtenAtMs: 10, expiresAtMs: 100, ...(closedAtMs !== undefined && { closedAtMs }) };
  expect(isClosingDue(request)).toBe(isDue);
});

test('what comes to the bucket on this computer is looked for at once, whatever else is on its way', () => {
  const offers = [{ state: 'open', movedAtMs: 0 } as never];
  expect(nextLookAtMs({ arrivals: [], underWay: 1, offers }, true, 5)).toBe(2_005);
});

test('what came in the last ten minutes has more looked for soon, whenever that was', () => {
  const arrivals = [{ arrivedAtMs: 1_000_000 } as Arrival];
  expect(nextLookAtMs({ arrivals, underWay: 0, offers: [] }, false, 1_000_000)).toBe(1_010_000);
});

const at = (batch: string, slot: number, change: Partial<Arrival> = {}) =>
  ({ slot, batch, state: 'arrived', arrivedAtMs: 0, ...change }) as Arrival;
const expected = {
  announced: new Map([
    ['whole', 1],
    ['part', 2],
  ]),
  underWay: new Map<string, number>(),
};

describe('batches', () => {
  test('are over when each of them is: all its files came, or none for half a minute', () => {
    const both = [at('whole', 1), at('part', 2)];
    expect(areBatchesOver([at('whole', 1)], expected, 0)).toBe(true);
    expect([areBatchesOver(both, expected, 29_999), areBatchesOver(both, expected, 30_000)]).toEqual([false, true]);
    expect(areBatchesOver([], expected, 0)).toBe(true);
  });

  test('are saved when no file that waits is of one that goes on', () => {
    const saved = at('part', 1, { state: 'saved' });
    expect(isSettled([saved, at('whole', 2)], expected, 0)).toBe(true);
    expect(isSettled([at('part', 1), at('whole', 2)], expected, 0)).toBe(false);
    expect(isSettled([saved], expected, 99_000)).toBe(false);
  });

  test('are told each for itself, without what was told or deleted', () => {
    const files = [
      at('whole', 1, { sender: 'Kim' }),
      at('part', 2),
      at('gone', 3, { state: 'deleted' }),
      at('told', 4, { toldAtMs: 1 }),
    ];
    expect(batchesToTell(files, expected, 0)).toEqual([{ sender: 'Kim', accepted: [files[0]], refused: [] }]);
    expect(batchesToTell(files, expected, 30_000)).toStrictEqual([
      { sender: 'Kim', accepted: [files[0]], refused: [] },
      { accepted: [files[1]], refused: [] },
    ]);
  });

  test('are one where there are more than five', () => {
    const batches = Array.from({ length: 6 }, (_, index): Batch => ({
      sender: 'Kim',
      accepted: [at('a', index)],
      refused: [at('r', index)],
    }));
    expect(fewer(batches.slice(1))).toEqual(batches.slice(1));
    expect(fewer(batches)).toEqual([
      { accepted: batches.map((_, index) => at('a', index)), refused: batches.map((_, index) => at('r', index)) },
    ]);
  });
});
