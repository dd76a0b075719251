// A retry may neither hammer a tired server nor hide for minutes a failure that will not go away.
import { describe, expect, test } from 'vitest';
import { Failure, failureRules, type FailureCode } from '../../../main/core/model/failure';
import { retryDelayMs } from '../../../main/core/async/retry-delay';

const codes = Object.keys(failureRules) as FailureCode[];

describe('the wait after attempt', () => {
  test.each([
    [1, 0, 30],
    [1, 0.5, 165],
    [1, 1, 300],
    [2, 0, 60],
    [2, 1, 600],
    [3, 0, 120],
    [3, 1, 1_200],
    [4, 0, 240],
    [4, 1, 2_400],
    [5, 0, undefined],
    [6, 1, undefined],
    [100, 1, undefined],
  ])('%d with luck %d is %s ms', (attempt, random, delayMs) => {
    expect(retryDelayMs(new Failure('connection-lost'), attempt, random)).toBe(delayMs);
  });
});

test.each(['throttled', 'server-failed'] as const)('a server that is %s for eight seconds is waited for', (code) => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempt) => retryDelayMs(new Failure(code), attempt, 0.5));
  expect(waits.slice(4)).toEqual([2_640, 5_280, 5_500, 5_500, undefined]);
  expect(waits.reduce((sum: number, wait) => sum + (wait ?? 0), 0)).toBeGreaterThan(2 * 8_000);
});

describe('another attempt', () => {
  const again = new Set<FailureCode>([
    'connection-lost',
    'timed-out',
    'server-failed',
    'throttled',
    'bucket-stopped',
    'engine-stopped',
    'update-unavailable',
    'device-unreachable',
    'device-busy',
  ]);

  test.each(codes.filter((code) => again.has(code)))('is worth it after %s', (code) => {
    expect(retryDelayMs(new Failure(code), 1, 0.5)).toBe(165);
  });

  test.each(codes.filter((code) => !again.has(code) && code !== 'clock-skewed'))('changes nothing after %s', (code) => {
    expect(retryDelayMs(new Failure(code), 1, 0.5)).toBeUndefined();
  });

  test('into silence, which costs half a minute, is one: then the user is told', () => {
    expect([1, 2].map((attempt) => retryDelayMs(new Failure('timed-out'), attempt, 1))).toEqual([300, undefined]);
  });

  test('after a server that says itself that it was too slow is worth as much as after any other answer', () => {
    const told = new Failure('timed-out', { status: 400 });
    expect([2, 4, 5].map((attempt) => retryDelayMs(told, attempt, 1))).toEqual([600, 2_400, undefined]);
  });

  test.each(['endpoint-unreachable', 'host-unknown', 'connection-refused', 'proxy-unreachable'] as const)(
    '%s burns no attempts: the upload waits for the network instead',
    (code) => {
      expect(retryDelayMs(new Failure(code), 1, 0.5)).toBeUndefined();
    },
  );

  test('a clock that was wrong is corrected once, at once', () => {
    expect(retryDelayMs(new Failure('clock-skewed'), 1, 0.5)).toBe(0);
    expect(retryDelayMs(new Failure('clock-skewed'), 2, 0.5)).toBeUndefined();
  });
});
