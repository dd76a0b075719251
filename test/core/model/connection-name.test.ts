// The one connection that Mayfly named itself is found and shown under its name in every language.
import { afterEach, expect, test } from 'vitest';
import { isCalled, shownConnectionName } from '../../../main/core/model/connection-name';
import { setLanguage } from '../../../resources/words/messages';

afterEach(() => setLanguage('en'));

test.each([
  ['embedded', 'This computer', 'This computer', '이 컴퓨터'],
  ['embedded', 'Attic', 'Attic', 'Attic'],
  ['s3', 'This computer', 'This computer', 'This computer'],
] as const)('%s “%s” is shown as “%s” and “%s”', (kind, name, english, korean) => {
  expect(shownConnectionName({ kind, name })).toBe(english);
  setLanguage('ko');
  expect(shownConnectionName({ kind, name })).toBe(korean);
  expect([name, korean, 'another'].map((text) => isCalled({ kind, name }, text))).toEqual([true, true, false]);
});
