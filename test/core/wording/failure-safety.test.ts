// What is said of somebody's data after a failure may never be more than what is known.
import { describe, expect, test } from 'vitest';
import {
  afterSending,
  besideOthers,
  Failure,
  failureRules,
  ofStream,
  ofUnsaved,
  type FailureCode,
  type FailureDetail,
} from '../../../main/core/model/failure';
import { failureWords } from '../../../main/core/wording/failure-words';
import { safetyAfter, safetyOf, type Safety } from '../../../main/core/wording/failure-safety';
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

describe('what a command or a page knows besides says more than the code', () => {
  test.each<[string, FailureCode, FailureDetail, Safety]>([
    ['what was fetched is whole', 'file-missing', { getting: true }, 'gotWhole'],
    ['a link that was not read saved nothing', 'link-incomplete', { getting: true }, 'nothingStored'],
    ['what a guest sent stays', 'interrupted', { sending: true }, 'guestKept'],
    ['a guest who sent nothing sent nothing', 'secret-missing', { sending: true }, 'nothingSent'],
    ['what arrived stays in the bucket', 'disk-full', { arrival: 'kept' }, 'arrivalKept'],
    ['what arrived ended with its bucket', 'disk-full', { arrival: 'lost' }, 'arrivalLost'],
    ['a link that no longer opens', 'disk-full', { linkEnded: true }, 'linkEnded'],
    ['a link that was to end may live', 'file-missing', { endingLink: true }, 'linkLives'],
    ['the bucket that was made', 'secret-missing', { bucketMade: true }, 'bucketMade'],
    ['a link that was given first', 'file-missing', { linkGiven: true }, 'linkGiven'],
    ['nor is a link made of what claims nothing', 'interrupted', { linkGiven: true }, 'unknown'],
  ])('%s', (_what, code, detail, safety) => {
    expect(safetyAfter(new Failure(code, detail))).toBe(safety);
  });
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

test.each(['interrupted', 'out-of-time'] as const)(
  '%s claims nothing of links, which may be printed already',
  (code) => {
    expect(failureWords(new Failure(code), 'terminal').safety).toBe('Your files on this computer are untouched.');
  },
);

test('beside a link that was made nothing says that nothing was sent', () => {
  const claimed = codes.filter((code) =>
    /sent\.|nothing new was shared/i.test(failureWords(besideOthers(new Failure(code)), 'terminal').safety),
  );
  expect(claimed).toEqual([]);
  expect(failureWords(besideOthers(new Failure('file-missing')), 'terminal').safety).toBe(
    'It was left out, and the rest was shared.',
  );
});

test('what is saved nowhere is not sent to a command that edits what is saved', () => {
  for (const code of codes) {
    const { next } = failureWords(ofUnsaved(new Failure(code)), 'terminal');
    expect(next).not.toMatch(/mayfly connections (?!add)/);
  }
});
