// A lifetime that cannot be signed must be refused while it is typed.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkCustomExpiry,
  customFromSeconds,
  isPreset,
  presetSeconds,
  presetsUpTo,
  usualMaxSeconds,
} from '../../../renderer/app/ui/expiry-choice';

describe('a typed lifetime', () => {
  test.each([
    ['1', 'seconds', 1],
    ['90', 'seconds', 90],
    [' 15 ', 'minutes', 900],
    ['1.5', 'hours', 5400],
    ['1,5', 'hours', 5400],
    // 0.1 × 3600 is 360.00000000000006 in binary.
    ['0.1', 'hours', 360],
    ['604800', 'seconds', 604_800],
    ['7', 'days', 604_800],
    // A unit that is typed wins over the one that is chosen.
    ['36h', 'days', 129_600],
    ['1w', 'seconds', 604_800],
    ['1시간 30분', 'days', 5_400],
  ] as const)('%s %s is %d s', (amount, unit, seconds) => {
    expect(checkCustomExpiry({ amount, unit })).toEqual({ ok: true, seconds });
  });

  test.each([
    ['', 'hours', /Enter a number/],
    ['abc', 'hours', /digits/],
    ['3 fortnights', 'hours', /digits/],
    ['2w', 'hours', /at most 7 days/],
    ['0h', 'days', /at least 1 second/],
    ['1e3', 'seconds', /digits/],
    ['0', 'days', /at least 1 second/],
    ['-1', 'hours', /at least 1 second/],
    ['0.5', 'seconds', /at least 1 second/],
    ['1.5', 'seconds', /not a whole number of seconds/],
    ['604801', 'seconds', /at most 7 days/],
    ['7.1', 'days', /at most 7 days/],
    ['99999999999999999999', 'days', /at most 7 days/],
  ] as const)('%j %s is refused', (amount, unit, reason) => {
    expect(checkCustomExpiry({ amount, unit })).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  test('every allowed number of seconds survives being shown and typed again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 604_800 }), (seconds) => {
        expect(checkCustomExpiry(customFromSeconds(seconds))).toEqual({ ok: true, seconds });
      }),
    );
  });

  test.each([
    [5400, { amount: '90', unit: 'minutes' }],
    [172_800, { amount: '2', unit: 'days' }],
    [61, { amount: '61', unit: 'seconds' }],
  ] as const)('%d s is shown in its largest whole unit', (seconds, shown) => {
    expect(customFromSeconds(seconds)).toEqual(shown);
  });
});

test('where the storage takes ninety days they are the last offer and the limit', () => {
  expect(presetsUpTo(7_776_000)).toEqual([...presetSeconds, 7_776_000]);
  expect(presetsUpTo(usualMaxSeconds)).toEqual(presetSeconds);
  expect(isPreset(7_776_000, 7_776_000)).toBe(true);
  expect(checkCustomExpiry({ amount: '90', unit: 'days' }, 7_776_000)).toEqual({ ok: true, seconds: 7_776_000 });
  expect(checkCustomExpiry({ amount: '91', unit: 'days' }, 7_776_000)).toMatchObject({
    ok: false,
    reason: expect.stringContaining('at most 90 days'),
  });
});

test.each([
  [900, true],
  [86_400, true],
  [604_800, true],
  [901, false],
])('%d s is an offer: %s', (seconds, offered) => {
  expect(isPreset(seconds)).toBe(offered);
});
