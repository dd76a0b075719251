// The end of a link reads the same in every form of it, in the language and time zone that were named.
import { describe, expect, test } from 'vitest';
import { clockFormat, spokenHere } from '../../../main/core/wording/formats';

const friday = Date.UTC(2026, 10, 27, 13, 0);

test.each([
  ['en-GB', 'Europe/Berlin', friday, 'Fri 27 Nov 14:00'],
  ['en-GB', 'UTC', friday, 'Fri 27 Nov 13:00'],
  ['en-GB', 'UTC', Date.UTC(2026, 10, 27, 9, 5), 'Fri 27 Nov 09:05'],
  ['en-GB', 'Asia/Seoul', Date.UTC(2026, 11, 31, 15, 0), 'Fri 1 Jan 2027 00:00'],
  ['en-GB', 'UTC', Date.UTC(2027, 10, 26, 13, 0), 'Fri 26 Nov 2027 13:00'],
  ['en-US', 'America/New_York', friday, 'Fri Nov 27 8:00 AM'],
  ['en-GB-u-hc-h12', 'UTC', friday, 'Fri 27 Nov 1:00 pm'],
])('in %s at %s, %d is %s', (locale, timeZone, atMs, text) => {
  expect(clockFormat({ locale, timeZone })(atMs, Date.UTC(2026, 10, 24))).toBe(text);
});

describe('English words', () => {
  test.each([
    ['en-US', 'en-US'],
    ['en-GB', 'en-GB'],
    ['de-DE', 'en-GB-u-hc-h23'],
    ['ko-KR', 'en-GB-u-hc-h12'],
  ])('of a system in %s are in %s', (locale, words) => {
    expect(spokenHere({ locale, timeZone: 'UTC' })).toEqual({ locale: words, timeZone: 'UTC' });
  });
});
