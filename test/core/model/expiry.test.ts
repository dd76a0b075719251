// A link must never be promised a life that SigV4, the credentials or the user did not give it.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkLifetime,
  effectiveLifetime,
  mostLifetimeSeconds,
  parseEnd,
  parseLifetime,
  usualLongestSeconds,
} from '../../../main/core/model/expiry';
import { caught } from '../../fakes/failing';
import { volume } from '../../volume';
import { anyCharacter } from '../../any-character';

describe('a lifetime as people type it', () => {
  test.each([
    ['1', 1],
    ['90', 90],
    ['90s', 90],
    ['15m', 900],
    ['1h', 3_600],
    [' 1h ', 3_600],
    ['1d', 86_400],
    ['7d', 604_800],
    ['168h', 604_800],
    ['604800', 604_800],
    ['604800s', 604_800],
    ['007', 7],
    ['000000001', 1],
    ['36h', 129_600],
    ['30d', 2_592_000],
    ['90d', 7_776_000],
    ['1w', 604_800],
    ['1.5h', 5_400],
    ['1 day 12 hours', 129_600],
  ])('%j is %d seconds', (text, seconds) => {
    expect(parseLifetime(text)).toBe(seconds);
  });

  test.each([
    '0',
    '0s',
    '0d',
    '-1',
    '+1',
    '1.5',
    '7776001',
    '7776001s',
    '129601m',
    '2161h',
    '91d',
    '999999999',
    '999999999d',
    '9999999999',
    '99999999999999999999999999',
    'abc',
    '',
    '   ',
    'h',
    '1ms',
    '13w',
    '6M',
    'tomorrow 18:00',
    '1e3',
    '0x10',
    'Infinity',
    'NaN',
    '١٥m',
    '１５m',
    '1h\n2h',
    '__proto__',
  ])('%j is refused', (text) => {
    expect(caught(() => parseLifetime(text)).code).toBe('expiry-out-of-range');
  });

  test('is also up to a moment, where it is said what time it is', () => {
    const nowMs = new Date(2026, 10, 27, 14, 0, 0, 500).getTime();
    const endsAtMs = new Date(2026, 10, 28, 18).getTime();
    expect(parseEnd('tomorrow 18:00', nowMs)).toEqual({ lifetimeSeconds: 28 * 3_600 - 1, endsAtMs });
    expect(parseEnd('1w', nowMs)).toEqual({ lifetimeSeconds: 604_800 });
    for (const text of ['today 13:59', '2027-06-30', 'soon'])
      expect(caught(() => parseEnd(text, nowMs)).code).toBe('expiry-out-of-range');
  });

  test('says when the text is no time at all, and keeps silent when it only is out of range', () => {
    expect(caught(() => parseLifetime('abc')).detail.reason).toBe('that is not a time');
    const reasonOf = (text: string) => caught(() => parseEnd(text, Date.UTC(2026, 10, 29))).detail.reason;
    expect(['tomorow', '6M', '6 mo', '01/02/2027', '2020-01-01', '2026-11-28T23:59Z'].map(reasonOf)).toEqual([
      'that is not a time',
      ...Array.from({ length: 3 }, () => 'that can be read in two ways'),
      ...Array.from({ length: 2 }, () => 'that time is over'),
    ]);
    expect(caught(() => parseLifetime('91d')).detail.reason).toBeUndefined();
  });

  test('every time within the range is read back in each of its units, every other one is refused', () => {
    const unitSeconds = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 } as const;
    const unit = fc.constantFrom(...(Object.keys(unitSeconds) as (keyof typeof unitSeconds)[]));
    fc.assert(
      fc.property(fc.nat(8_000_000), unit, (count, name) => {
        const seconds = count * unitSeconds[name];
        const read = () => parseLifetime(`${count}${name}`);
        const fine = seconds >= 1 && seconds <= mostLifetimeSeconds;
        expect(fine ? read() : caught(read).code).toBe(fine ? seconds : 'expiry-out-of-range');
      }),
      { numRuns: volume(2_000) },
    );
  });

  test('no text makes it raise anything but its own failure, or give a number outside the range', () => {
    const nearly = fc.stringMatching(/^[ \d.eE+-]{0,6}[smhdSMHD ]{0,2}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: anyCharacter }), nearly), (text) => {
        let read: unknown;
        try {
          read = parseLifetime(text);
        } catch (error) {
          read = (error as { readonly code?: unknown }).code;
        }
        expect(read).toSatisfy(
          (seconds) => seconds === 'expiry-out-of-range' || checkLifetime(seconds as number) === seconds,
        );
      }),
      { numRuns: volume(2_000) },
    );
  });
});

describe('a lifetime in seconds', () => {
  test.each([1, 2, 899, 86_400, 604_800, 604_801, 7_776_000])('%d is fine', (seconds) => {
    expect(checkLifetime(seconds)).toBe(seconds);
  });

  test.each([0, -0, -1, 0.5, 1.5, 604_800.5, 7_776_001, 2 ** 31, 2 ** 53, Number.NaN, Infinity, -Infinity])(
    '%d is refused',
    (seconds) => {
      expect(caught(() => checkLifetime(seconds)).code).toBe('expiry-out-of-range');
    },
  );
});

test('a lifetime beyond the limit of its connection is refused with that limit', () => {
  expect(checkLifetime(604_800, 604_800)).toBe(604_800);
  const { code, detail } = caught(() => checkLifetime(604_801, 604_800));
  expect([code, detail]).toEqual(['expiry-out-of-range', { longestSeconds: 604_800 }]);
});

describe('the lifetime that is signed', () => {
  const nowMs = 1_700_000_000_000;
  const secondMs = 1_000;
  const week = usualLongestSeconds;
  const longestSeconds = week;

  test.each([
    ['what was asked when nothing cuts it', 86_400, {}, 86_400, 'requested'],
    ['a second when that was asked', 1, {}, 1, 'requested'],
    ['what was asked up to the protocol’s limit', week, {}, week, 'requested'],
    ['a week at most', week + 1, {}, week, 'protocol'],
    ['a week of years', 315_360_000, {}, week, 'protocol'],
    ['what was asked where the server takes so much', 7_776_000, { longestSeconds: 7_776_000 }, 7_776_000, 'requested'],
    ['ninety days at most there', 7_776_001, { longestSeconds: 7_776_000 }, 7_776_000, 'protocol'],
    ['the connection’s own limit', 86_400, { maxExpirySeconds: 3_600 }, 3_600, 'connection'],
    ['what was asked when the connection allows just that', 3_600, { maxExpirySeconds: 3_600 }, 3_600, 'requested'],
    ['the connection’s limit before the protocol’s', week + 1, { maxExpirySeconds: 60 }, 60, 'connection'],
    ['the protocol’s limit when the connection’s is the same', week + 1, { maxExpirySeconds: week }, week, 'protocol'],
    [
      'the credentials’ end when that is the first',
      week + 1,
      { maxExpirySeconds: 3_600, credentialsExpireAtMs: nowMs + 660 * secondMs },
      600,
      'credentials',
    ],
    [
      'the connection’s limit when the credentials live longer',
      86_400,
      { maxExpirySeconds: 300, credentialsExpireAtMs: nowMs + 660 * secondMs },
      300,
      'connection',
    ],
  ] as const)('is %s', (_what, asked, limits, lifetimeSeconds, limitedBy) => {
    expect(effectiveLifetime(asked, { nowMs, longestSeconds, ...limits })).toEqual({ lifetimeSeconds, limitedBy });
  });

  test.each([
    ['of a session token without a told end', { areTemporary: true }, { endUntold: true }],
    ['of one with a told end', { areTemporary: true, credentialsExpireAtMs: nowMs + 7_200 * secondMs }, {}],
    ['of lasting keys', { areTemporary: false }, {}],
  ] as const)('tells whether the end %s is known', (_what, limits, told) => {
    const asked = { lifetimeSeconds: 3_600, limitedBy: 'requested' };
    expect(effectiveLifetime(3_600, { nowMs, longestSeconds, ...limits })).toEqual({ ...asked, ...told });
  });

  test.each([
    ['long after', 3_600, 7_200 * secondMs, 3_600, 'requested'],
    ['exactly when asked and a minute', 3_600, 3_660 * secondMs, 3_600, 'requested'],
    ['a millisecond before that', 3_600, 3_660 * secondMs - 1, 3_599, 'credentials'],
    ['in half an hour', 3_600, 1_800 * secondMs, 1_740, 'credentials'],
    ['in 61 seconds', 3_600, 61 * secondMs, 1, 'credentials'],
  ])('ends a minute before credentials that end %s', (_when, asked, leftMs, lifetimeSeconds, limitedBy) => {
    const credentialsExpireAtMs = nowMs + leftMs;
    expect(effectiveLifetime(asked, { nowMs, longestSeconds, credentialsExpireAtMs })).toEqual({
      lifetimeSeconds,
      limitedBy,
    });
  });

  test.each([60_999, 60_000, 1_000, 0, -1, -86_400_000])(
    'nothing is left of credentials that end in %d ms',
    (leftMs) => {
      const limits = { nowMs, longestSeconds, credentialsExpireAtMs: nowMs + leftMs, maxExpirySeconds: 60 };
      expect(caught(() => effectiveLifetime(3_600, limits)).code).toBe('token-expired');
    },
  );

  test.each([0, -1, 0.5, Number.NaN])('a request for %d seconds is refused before anything is cut', (asked) => {
    const limits = { nowMs, longestSeconds, credentialsExpireAtMs: nowMs + 120_000 };
    expect(caught(() => effectiveLifetime(asked, limits)).code).toBe('expiry-out-of-range');
  });

  test('is the least of all limits, whichever they are, and says the truth about the one that cut it', () => {
    const credentials = fc.option(fc.integer({ min: 61_000, max: 10 ** 9 }), { nil: undefined });
    const own = fc.option(fc.integer({ min: 1, max: week }), { nil: undefined });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 8 }), credentials, own, (asked, leftMs, maxExpirySeconds) => {
        const credentialsExpireAtMs = leftMs === undefined ? undefined : nowMs + leftMs;
        const { lifetimeSeconds, limitedBy } = effectiveLifetime(asked, {
          nowMs,
          longestSeconds,
          credentialsExpireAtMs,
          maxExpirySeconds,
        });
        const limits = {
          requested: asked,
          protocol: week,
          connection: maxExpirySeconds ?? Infinity,
          credentials: leftMs === undefined ? Infinity : Math.floor((leftMs - 60_000) / 1_000),
        };
        expect(lifetimeSeconds).toBe(Math.min(...Object.values(limits)));
        expect(limits[limitedBy]).toBe(lifetimeSeconds);
        expect(checkLifetime(lifetimeSeconds)).toBe(lifetimeSeconds);
      }),
    );
  });
});
