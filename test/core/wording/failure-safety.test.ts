// What is said of somebody's data after a failure may never be more than what is known.
import { describe, expect, test } from 'vitest';
import { afterSending, Failure, failureRules, type FailureCode } from '../../../main/core/model/failure';
import { safetyAfter, safetyOf } from '../../../main/core/wording/failure-safety';
import { words } from '../../../resources/words/messages';

const codes = Object.keys(failureRules) as FailureCode[];

test.each(codes)('what is true after %s has words', (code) => {
  expect(Object.keys(words.failures.safety)).toContain(safetyOf[code]);
  expect(safetyAfter(new Failure(code))).toBe(safetyOf[code]);
});

describe('when bytes had left this computer', () => {
  const claimsNothingLeft = new Set(['sourceKept', 'nothingSent', 'nothingStored', 'nothingChanged']);

  test.each(codes)('%s claims not that nothing left, and everything else it says still', (code) => {
    const safety = safetyAfter(afterSending(new Failure(code)));
    expect(safety).toBe(claimsNothingLeft.has(safetyOf[code]) ? 'partlySent' : safetyOf[code]);
  });
});
