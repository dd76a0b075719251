// Links end on the server's clock; this is how it is learnt, and when it is not believed.
import { describe, expect, test } from 'vitest';
import { createServerClock } from '../../main/adapters/s3/server-clock';
import { newYearMs } from '../fakes/samples';

const date = (ms: number) => new Date(ms).toUTCString();
const after = (header: string | undefined, tookMs = 100) => {
  const clock = createServerClock(() => newYearMs);
  clock.learn(header, newYearMs - tookMs, newYearMs);
  return clock.now() - newYearMs;
};

describe('a Date header', () => {
  test.each([
    ['an hour ahead', 3_600_000],
    ['an hour behind', -3_600_000],
    ['a day ahead', 86_400_000],
    ['ten seconds behind', -10_000],
  ])('%s moves the clock', (_what, offsetMs) => {
    expect(Math.abs(after(date(newYearMs + offsetMs)) - offsetMs)).toBeLessThanOrEqual(1_000);
  });

  test.each([0, 1_000, -1_000, 2_000])('within the noise of %d ms does not', (offsetMs) => {
    expect(after(date(newYearMs + offsetMs))).toBe(0);
  });

  test.each([
    undefined,
    '',
    'yesterday',
    'NaN',
    '2026-13-45',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Fri, 31 Dec 9999 23:59:59 GMT',
    '+275760-09-13',
  ])('%j teaches nothing', (header) => {
    expect(after(header)).toBe(0);
  });

  test('counts from the middle of a slow request', () => {
    expect(Math.abs(after(date(newYearMs + 3_600_000 - 10_000), 20_000) - 3_600_000)).toBeLessThanOrEqual(1_000);
  });

  test.each([8 * 3_600_000, -3_600_000])(
    'of an answer %d ms later teaches nothing: the computer slept, or its clock was set',
    (tookMs) => {
      expect(after(date(newYearMs - tookMs), tookMs)).toBe(0);
    },
  );

  test('tells the difference, and before the first one nothing is known of it', () => {
    const clock = createServerClock(() => newYearMs);
    expect(clock.offsetMs()).toBeUndefined();
    clock.learn('yesterday', newYearMs, newYearMs);
    expect(clock.offsetMs()).toBeUndefined();
    clock.learn(date(newYearMs), newYearMs, newYearMs);
    expect(clock.offsetMs()).toBe(0);
    clock.learn(date(newYearMs - 3_600_000), newYearMs, newYearMs);
    expect(Math.abs((clock.offsetMs() ?? 0) + 3_600_000)).toBeLessThanOrEqual(1_000);
  });

  test('that is right again ends the correction', () => {
    const clock = createServerClock(() => newYearMs);
    clock.learn(date(newYearMs + 3_600_000), newYearMs, newYearMs);
    clock.learn(date(newYearMs), newYearMs, newYearMs);
    expect(clock.now()).toBe(newYearMs);
  });
});
