// Open pages at another origin read short links by one rule of the bucket; the rules of its owner stay as they are.
import { expect, test } from 'vitest';
import { withDoorsCors, withoutDoorsCors } from '../../../main/core/doctor/rules/doors-cors';
import type { CorsRule } from '../../../main/core/model/links/cors-rule';

const ours = { id: 'MayflyDoors', origins: ['*'], methods: ['GET', 'HEAD'] };
const site = { id: 'site', origins: ['https://example.com'], methods: ['GET'], headers: ['*'], maxAgeSeconds: 60 };
const uploads = { origins: ['*'], methods: ['PUT'] };
const reading = { origins: ['*'], methods: ['GET'] };

test.each<[string, readonly CorsRule[], readonly CorsRule[] | undefined]>([
  ['no rule', [], [ours]],
  ['rules of its owner', [site, uploads], [site, uploads, ours]],
  ['an older rule of Mayfly’s', [{ ...ours, origins: ['https://a.example'] }, site], [site, ours]],
  ['a rule by which any page reads', [site, reading], undefined],
  ['the rule itself', [ours, site], undefined],
])('the rule comes to a bucket of %s', (_what, present, after) => {
  expect(withDoorsCors(present)).toEqual(after);
});

test.each<[string, readonly CorsRule[], readonly CorsRule[] | undefined]>([
  ['rules of its owner', [site, ours, uploads], [site, uploads]],
  ['no other', [ours], []],
  ['the same right of its owner', [{ ...ours, id: 'mine' }, reading], undefined],
  ['none', [], undefined],
])('the rule goes from a bucket of %s', (_what, present, after) => {
  expect(withoutDoorsCors(present)).toEqual(after);
});
