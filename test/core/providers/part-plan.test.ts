// A wrong plan is found by this table and not by somebody's upload; the limits are Amazon's ("Multipart upload limits").
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planParts, type Part, type PartPlan } from '../../../main/core/providers/part-plan';
import { caught } from '../../fakes/failing';
import { reasonOf } from '../../fakes/reason-of';
import { singlePutBytes } from '../../../main/core/providers/multipart-limits';
import { volume } from '../../volume';

const mebibyte = 1_048_576;
const gibibyte = 1_024 * mebibyte;
const tebibyte = 1_024 * gibibyte;
const smallestPartBytes = 5 * mebibyte;
const largestPartBytes = 5 * gibibyte;
const largestObjectBytes = 10_000 * largestPartBytes;

function multipart(sizeBytes: number): Extract<PartPlan, { readonly kind: 'multipart' }> {
  const plan = planParts(sizeBytes);
  if (plan.kind !== 'multipart') throw new Error(`${sizeBytes} bytes became no multipart upload`);
  return plan;
}

describe('one PUT', () => {
  test.each([
    0,
    1,
    smallestPartBytes - 1,
    smallestPartBytes,
    smallestPartBytes + 1,
    singlePutBytes - 1,
    singlePutBytes,
  ])('is enough for %d bytes', (sizeBytes) => {
    expect(planParts(sizeBytes)).toEqual({ kind: 'single' });
  });
});

describe('parts', () => {
  test.each([
    ['one byte too many for one PUT', singlePutBytes + 1, 16 * mebibyte, 1],
    ['exactly one of the usual parts', 16 * mebibyte, 16 * mebibyte, 1],
    ['one byte more than that', 16 * mebibyte + 1, 16 * mebibyte, 2],
    ['four of the usual parts', 64 * mebibyte, 16 * mebibyte, 4],
    ['one byte more than four', 64 * mebibyte + 1, 16 * mebibyte, 5],
    ['a gibibyte', gibibyte, 16 * mebibyte, 64],
    ['the most the usual part can carry', 160_000 * mebibyte, 16 * mebibyte, 10_000],
    ['one byte more than that', 160_000 * mebibyte + 1, 17 * mebibyte, 9_412],
    ['five tebibytes', 5 * tebibyte, 525 * mebibyte, 9_987],
    ['one byte less than the largest object', largestObjectBytes - 1, largestPartBytes, 10_000],
    ['the largest object', largestObjectBytes, largestPartBytes, 10_000],
  ])('%s: %d bytes in parts of %d, %d of them', (_what, sizeBytes, partBytes, count) => {
    const plan = multipart(sizeBytes);
    expect([plan.partBytes, plan.parts.length]).toEqual([partBytes, count]);
  });

  test('follow each other without a gap, numbered from one', () => {
    expect(multipart(20 * mebibyte + 1).parts).toEqual([
      { number: 1, offsetBytes: 0, lengthBytes: 16 * mebibyte },
      { number: 2, offsetBytes: 16 * mebibyte, lengthBytes: 4 * mebibyte + 1 },
    ]);
  });

  test('a provider’s own limits are kept', () => {
    const limits = { maxParts: 1_000, minPartBytes: 64 * mebibyte, maxPartBytes: 128 * mebibyte };
    expect(planParts(100 * mebibyte, limits)).toMatchObject({ partBytes: 64 * mebibyte });
    expect(planParts(100_000 * mebibyte, limits)).toMatchObject({ partBytes: 100 * mebibyte });
    const failure = caught(() => planParts(128_000 * mebibyte + 1, limits));
    expect([failure.code, reasonOf(failure)]).toEqual([
      'file-too-large',
      'it has 134,217,728,001 bytes, and 1,000 parts of at most 134,217,728 bytes hold less',
    ]);
  });

  test('the last may be a single byte', () => {
    expect(multipart(64 * mebibyte + 1).parts.at(-1)).toEqual({
      number: 5,
      offsetBytes: 64 * mebibyte,
      lengthBytes: 1,
    });
  });
});

test.each([largestObjectBytes + 1, 2 * largestObjectBytes, Number.MAX_SAFE_INTEGER])(
  '%d bytes are refused before the first byte travels, with the size',
  (sizeBytes) => {
    const failure = caught(() => planParts(sizeBytes));
    expect([failure.code, failure.detail.sizeBytes]).toEqual(['file-too-large', sizeBytes]);
  },
);

/** Whether these parts are exactly the file, in order, all of one size but the last. */
function covers(parts: readonly Part[], partBytes: number, sizeBytes: number): boolean {
  let offset = 0;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const length = last ? sizeBytes - offset : partBytes;
    if (part.number !== index + 1 || part.offsetBytes !== offset || part.lengthBytes !== length) return false;
    if (length < 1 || length > partBytes) return false;
    offset += length;
  }
  return offset === sizeBytes;
}

test('two thousand sizes: every plan obeys the limits and gives the file exactly once', () => {
  // Sizes of every magnitude: a uniform choice would nearly always be terabytes.
  const size = fc
    .tuple(fc.integer({ min: 0, max: 45 }), fc.double({ min: 1, max: 2, noNaN: true }))
    .map(([magnitude, factor]) => Math.min(largestObjectBytes, Math.floor(2 ** magnitude * factor)));
  const plans = { all: 0, multipart: 0 };
  fc.assert(
    fc.property(size, (sizeBytes) => {
      const plan = planParts(sizeBytes);
      plans.all += 1;
      if (plan.kind === 'single') return sizeBytes <= singlePutBytes;
      plans.multipart += 1;
      return (
        plan.partBytes % mebibyte === 0 &&
        plan.partBytes >= smallestPartBytes &&
        plan.partBytes <= largestPartBytes &&
        plan.parts.length <= 10_000 &&
        covers(plan.parts, plan.partBytes, sizeBytes)
      );
    }),
    { numRuns: volume(2_000) },
  );
  expect(plans.multipart / plans.all).toBeGreaterThan(0.3);
});
