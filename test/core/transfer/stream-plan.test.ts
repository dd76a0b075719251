// A stream of unknown length fits into the provider's part numbers, and every part of it into memory.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mebibyte, usualPartLimits, type PartLimits } from '../../../main/core/providers/multipart-limits';
import { partLimitsOf } from '../../../main/core/providers/providers';
import { streamMemoryBytes, streamMostBytes, streamPartBytes } from '../../../main/core/transfer/rules/stream-plan';
import { volume } from '../../volume';

const r2 = partLimitsOf({ provider: 'r2', endpoint: 'https://a.r2.cloudflarestorage.com' });
const scaleway = partLimitsOf({ provider: 'scaleway', endpoint: 'https://s3.fr-par.scw.cloud' });

describe('a part has', () => {
  test.each<[string, PartLimits, number, number | undefined]>([
    ['the first, which one PUT can be', usualPartLimits, 1, 8],
    ['the last of the smallest', usualPartLimits, 400, 8],
    ['the next', usualPartLimits, 401, 16],
    ['the last of these', usualPartLimits, 800, 16],
    ['more again', usualPartLimits, 801, 32],
    ['half of the numbers', usualPartLimits, 5_000, 32],
    ['as much as the memory', usualPartLimits, 5_001, 64],
    ['the last', usualPartLimits, 10_000, 64],
    ['none after it', usualPartLimits, 10_001, undefined],
    ['fewer numbers', scaleway, 41, 16],
    ['the last of fewer', scaleway, 1_000, 64],
    ['none after that', scaleway, 1_001, undefined],
    ['equal parts', r2, 1, 32],
    ['equal parts to the end', r2, 10_000, 32],
    ['at least what the provider wants', { ...usualPartLimits, minPartBytes: 10 * mebibyte }, 1, 10],
    ['at most what it takes', { ...usualPartLimits, maxPartBytes: 20 * mebibyte }, 9_000, 20],
  ])('%s', (_what, limits, number, mebibytes) => {
    expect(streamPartBytes(number, limits)).toBe(mebibytes === undefined ? undefined : mebibytes * mebibyte);
  });
});

test.each<[string, PartLimits, number]>([
  ['usually', usualPartLimits, 464_000],
  ['with a tenth of the numbers', scaleway, 46_400],
  ['with equal parts', r2, 320_000],
])('a stream ends %s at %#', (_what, limits, mebibytes) => {
  expect(streamMostBytes(limits)).toBe(mebibytes * mebibyte);
});

test('whatever the limits: parts keep them, fit into memory, and never shrink', () => {
  const limits = fc.record({
    maxParts: fc.integer({ min: 1, max: 10_000 }),
    minPartBytes: fc.constant(5 * mebibyte),
    maxPartBytes: fc.integer({ min: 5, max: 5_120 }).map((size) => size * mebibyte),
    equal: fc.boolean(),
  });
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 12_000 }), ({ equal, ...some }, number) => {
      const given: PartLimits = equal ? { ...some, equalParts: true } : some;
      const bytes = streamPartBytes(number, given);
      fc.pre(number <= given.maxParts);
      const before = streamPartBytes(Math.max(1, number - 1), given) ?? 0;
      expect(bytes).toBeGreaterThanOrEqual(equal ? before : Math.max(before, given.minPartBytes));
      expect(bytes).toBeLessThanOrEqual(equal ? before : Math.min(given.maxPartBytes, streamMemoryBytes));
    }),
    { numRuns: volume(2_000) },
  );
});
