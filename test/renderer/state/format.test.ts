// What numbers look like is a table.
import { describe, expect, test } from 'vitest';
import { createFormats } from '../../../resources/words/formats';

const british = createFormats({ locale: 'en-GB', timeZone: 'UTC' });
const american = createFormats({ locale: 'en-US', timeZone: 'America/New_York' });

describe('bytes', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1536, '1.5 kB'],
    [99_949, '99.9 kB'],
    [100_400, '100 kB'],
    // Rounding must not show "1,000 kB".
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [2_400_000, '2.4 MB'],
    [4_812_000_000, '4.8 GB'],
    [5_000_000_000_000, '5 TB'],
    [Number.MAX_SAFE_INTEGER, '9 PB'],
  ])('%d is %s', (sizeBytes, text) => {
    expect(british.bytes(sizeBytes)).toBe(text);
  });
});

describe('duration', () => {
  test.each([
    [-3, '1 sec'],
    [0, '1 sec'],
    [0.2, '1 sec'],
    [59, '59 sec'],
    [60, '1 min'],
    [2530, '42 min 10 sec'],
    [3600, '1 hr'],
    [3601, '1 hr'],
    [18_720, '5 hr 12 min'],
    [86_400, '1 day'],
    [86_400 * 3 + 3600 * 4 + 59, '3 days 4 hr'],
    [604_800, '7 days'],
  ])('%d s is %s', (seconds, text) => {
    expect(british.duration(seconds)).toBe(text);
  });
});

test.each([
  [0, '1 sec'],
  [3_599, '59 min 59 sec'],
  [84_599, '23 hr 29 min'],
  [84_600, '1 day'],
  [86_399, '1 day'],
  [604_799, '7 days'],
  [86_400 * 3 + 3600 * 4 - 1, '3 days 4 hr'],
])('%d s left are %s', (seconds, text) => {
  expect(british.left(seconds)).toBe(text);
});

describe('clock', () => {
  const at = Date.UTC(2026, 10, 27, 14, 0);
  test.each([
    [british, at, 'Fri 27 Nov, 14:00'],
    [american, at, 'Fri Nov 27, 9:00 AM'],
    [createFormats({ locale: 'en-GB', hourCycle: 'h12', timeZone: 'UTC' }), at, 'Fri 27 Nov, 2:00 pm'],
    [british, Date.UTC(2027, 0, 2, 9, 5), 'Sat 2 Jan 2027, 09:05'],
  ])('%# reads as a person writes it', (formats, when, text) => {
    expect(formats.clock(when, Date.UTC(2026, 10, 26))).toBe(text);
  });

  test('the year is that of the time zone', () => {
    const tokyo = createFormats({ locale: 'en-GB', timeZone: 'Asia/Tokyo' });
    const newYear = Date.UTC(2026, 11, 31, 23, 0);
    expect(tokyo.clock(newYear, Date.UTC(2026, 11, 30))).toBe('Fri 1 Jan 2027, 08:00');
    expect(british.clock(newYear, Date.UTC(2026, 11, 30))).toBe('Thu 31 Dec, 23:00');
  });
});
