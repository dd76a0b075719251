// A rule that deletes objects touches our prefix and nobody else's rules.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeRules, ourRule, type LifecycleRule } from '../../../main/core/model/lifecycle-rule';
import { anyCharacter } from '../../any-character';

const ours = ourRule('mayfly/', 8);
const theirs: LifecycleRule = {
  id: 'logs',
  enabled: true,
  prefix: 'logs/',
  expireAfterDays: 30,
  given: '<Rule>logs</Rule>',
};
const tagged: LifecycleRule = { id: 'tagged', enabled: false, given: '<Rule>tagged</Rule>' };

test('the rule names our prefix, when its objects go, and when parts of uploads do', () => {
  expect(ours).toEqual({
    id: 'mayfly-4acbc967',
    enabled: true,
    prefix: 'mayfly/',
    expireAfterDays: 8,
    abortUploadsAfterDays: 7,
  });
});

test('the same prefix has one name, another prefix another, and each fits into 255 characters', () => {
  const prefix = fc.string({ minLength: 1, maxLength: 512, unit: anyCharacter }).map((text) => `${text}/`);
  fc.assert(
    fc.property(prefix, prefix, (a, b) => {
      expect(ourRule(a, 8).id === ourRule(b, 9).id).toBe(a === b);
      expect(ourRule(a, 8).id).toMatch(/^mayfly[A-Za-z0-9-]{8,60}$/);
    }),
  );
});

describe('merged', () => {
  test.each<readonly [string, readonly LifecycleRule[], readonly LifecycleRule[], string, number]>([
    ['into nothing', [], [ours], 'new', 0],
    ['behind those of others', [theirs, tagged], [theirs, tagged, ours], 'new', 2],
    ['in the place of our older one', [theirs, ourRule('mayfly/', 30), tagged], [theirs, ours, tagged], 'changed', 2],
    ['in the place of ours that was switched off', [{ ...ours, enabled: false }], [ours], 'changed', 0],
    ['beside ours of another prefix', [ourRule('else/', 8)], [ourRule('else/', 8), ours], 'new', 1],
  ])('%s', (_how, existing, rules, change, others) => {
    expect(mergeRules(existing, ours)).toEqual({ rule: ours, rules, change, others });
  });

  test('with itself, as the server words it, changes nothing at all', () => {
    const existing = [theirs, { ...ours, given: '<Rule>ours</Rule>' }];
    const merged = mergeRules(existing, ours);
    expect([merged.change, merged.rules, merged.others]).toEqual(['there', existing, 1]);
  });

  test('never loses, changes or moves a rule of others', () => {
    const rule: fc.Arbitrary<LifecycleRule> = fc.record({ id: fc.string(), enabled: fc.boolean(), given: fc.string() });
    fc.assert(
      fc.property(fc.array(rule), fc.nat(20), (others, at) => {
        const existing = others.toSpliced(at, 0, ourRule('mayfly/', 99));
        expect(mergeRules(existing, ours).rules.filter(({ id }) => id !== ours.id)).toEqual(others);
      }),
    );
  });
});
