// What is said of somebody's data after a failure may never be more than what is known.
import { describe, expect, test } from 'vitest';
import { afterSending, Failure, failureRules, ofStream, type FailureCode } from '../../../main/core/model/failure';
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

test.each(codes)('after a bucket was made, %s does not say that nothing was done', (code) => {
  const safety = safetyAfter(new Failure(code, { bucketMade: true }));
  expect(['sourceKept', 'nothingSent', 'nothingStored', 'nothingChanged']).not.toContain(safety);
});

describe('of a stream, which is no file', () => {
  test.each(codes)('%s claims neither a file nor that it can be sent again', (code) => {
    const [before, after] = [
      safetyAfter(ofStream(new Failure(code))),
      safetyAfter(ofStream(afterSending(new Failure(code)))),
    ];
    expect([before, after]).not.toContain('sourceKept');
    expect(after).not.toBe('partlySent');
  });

  test('before its first byte is sent, nothing was sent', () => {
    const failure = ofStream(new Failure('secret-missing'));
    expect([safetyAfter(failure), safetyAfter(afterSending(failure))]).toEqual(['nothingSent', 'streamEnded']);
  });
});
