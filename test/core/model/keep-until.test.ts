// A link that is kept alive is renewed in time, never in a circle, and never without end.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkKeepUntil, parseKeepUntil, renewAtMs, requestedSeconds } from '../../../main/core/model/keep-until';
import { caught } from '../../fakes/failing';
import { newYearMs } from '../../fakes/samples';
import { onPosix } from '../../platform';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

describe('a day as people type it', () => {
  const zone = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  // In Wine these suites run in threads, which have the time zone of their process.
  test.runIf(onPosix('a time zone of a thread')).each([
    ['2027-06-30', '2027-06-30T23:59:59+02:00'],
    [' 2026-01-02 ', '2026-01-02T23:59:59+01:00'],
    // The clocks change that night: the day is an hour shorter, and its end is its end.
    ['2026-03-29', '2026-03-29T23:59:59+02:00'],
    ['2028-02-29', '2028-02-29T23:59:59+01:00'],
    // `newYearMs` is midnight in UTC.
    ['tomorrow 18:00', '2026-01-02T18:00:00+01:00'],
  ])('%j ends at %s', (text, end) => {
    expect(parseKeepUntil(text, newYearMs)).toBe(Date.parse(end));
  });

  test('six weeks are a time from now', () => {
    expect(parseKeepUntil('6w', newYearMs)).toBe(newYearMs + 42 * dayMs);
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '26-01-01',
    '2026-1-2',
    '2026/01/02',
    'soon',
    '',
    '30',
  ])('%j is no day', (text) => {
    const { code, detail } = caught(() => parseKeepUntil(text, newYearMs));
    expect([code, detail.reason]).toEqual(['bad-request', 'a day is written like 2027-06-30, tomorrow or 6w']);
  });

  test.each([
    ['2025-12-31', 'that day is over'],
    ['2040-01-01', 'no link is kept alive for more than ten years'],
  ])('%s is refused: %s', (text, reason) => {
    expect(caught(() => parseKeepUntil(text, newYearMs + hourMs)).detail.reason).toBe(reason);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, newYearMs, 0, -1])('%d is no moment ahead', (untilMs) => {
    expect(caught(() => checkKeepUntil(untilMs, newYearMs)).code).toBe('bad-request');
  });

  test('ten years ahead is the last moment', () => {
    const lastMs = newYearMs + 3_660 * dayMs;
    expect(checkKeepUntil(lastMs, newYearMs)).toBe(lastMs);
    expect(caught(() => checkKeepUntil(lastMs + 1, newYearMs)).code).toBe('bad-request');
  });
});

describe('the lifetime to ask for', () => {
  test.each([
    ['what was requested', 3_600, undefined, 3_600],
    ['up to the end that is wanted', 3_600, newYearMs + 30 * dayMs, 2_592_000],
    ['never less than requested', 3_600, newYearMs + minuteMs, 3_600],
    ['whole seconds, upwards', 1, newYearMs + 5_001, 6],
  ])('is %s', (_what, lifetimeSeconds, keepUntilMs, seconds) => {
    expect(requestedSeconds({ lifetimeSeconds, keepUntilMs }, newYearMs)).toBe(seconds);
  });
});

describe('signed again', () => {
  const share = { createdAtMs: newYearMs, expiresAtMs: newYearMs + 7 * dayMs, keepUntilMs: newYearMs + 30 * dayMs };

  test.each([
    ['a hundredth before the end of a week', share, 7 * dayMs - 0.07 * dayMs],
    ['ten minutes before the end of an hour', { ...share, expiresAtMs: newYearMs + hourMs }, 50 * minuteMs],
    ['at half time of a link of ten minutes', { ...share, expiresAtMs: newYearMs + 10 * minuteMs }, 5 * minuteMs],
    [
      'by the life of the present link, not of the share',
      { ...share, signedAtMs: newYearMs + 6 * dayMs, expiresAtMs: newYearMs + 6 * dayMs + hourMs },
      6 * dayMs + 50 * minuteMs,
    ],
    ['at half time behind a short link', share, 3.5 * dayMs, true],
  ])('%s', (_when, of, afterMs, hasDoor?: boolean) => {
    expect(renewAtMs(of, hasDoor)).toBe(newYearMs + afterMs);
  });

  test.each([
    ['nobody asked for more', { ...share, keepUntilMs: undefined }],
    ['the link lives as long as wanted', { ...share, keepUntilMs: share.expiresAtMs }],
    ['it was taken back', { ...share, revokedAtMs: newYearMs }],
  ])('never when %s', (_why, { keepUntilMs, ...rest }) => {
    expect(renewAtMs({ ...rest, ...(keepUntilMs !== undefined && { keepUntilMs }) })).toBeUndefined();
  });

  test('never at once after it was signed, and never after its end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 604_800 }), (lifetimeSeconds) => {
        const expiresAtMs = newYearMs + lifetimeSeconds * 1_000;
        const at = renewAtMs({ createdAtMs: 0, signedAtMs: newYearMs, expiresAtMs, keepUntilMs: Infinity }) ?? 0;
        expect(at).toBeGreaterThan(newYearMs);
        expect(at).toBeLessThan(expiresAtMs);
      }),
    );
  });
});
