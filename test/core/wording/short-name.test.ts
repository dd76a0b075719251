// A stranger's name is one line that says nothing else than itself.
import { describe, expect, test } from 'vitest';
import { isVisibleName, nameInSentence, shortName } from '../../../main/core/wording/short-name';

describe('a name in a menu', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['evil\u202Efdp.exe', 'evil fdp.exe'],
    ['two\r\nlines', 'two  lines'],
    ['a\u{e0048}\u3164b', 'a  b'],
    ['family 👨‍👩‍👧.png', 'family 👨‍👩‍👧.png'],
    ['x'.repeat(40), 'x'.repeat(40)],
    [`${'x'.repeat(50)}.tar.gz`, `${'x'.repeat(27)}…xxxxx.tar.gz`],
  ])('%j is shown as %j', (name, shown) => {
    expect(shortName(name)).toBe(shown);
  });
});

test.each([
  ['Kim', 'Kim'],
  ['김민지', '김민지'],
  ['אבי', '\u2068אבי\u2069'],
  ['\u2069a\u202eb', ' a b'],
])('%j in a sentence is %j', (name, shown) => {
  expect(nameInSentence(name)).toBe(shown);
});

test.each([
  ['Kim', true],
  ['👋', true],
  [' \u3164\u200d\u2800', false],
  ['\ufffd\ufffd', false],
])('whether anybody sees %j: %s', (name, isVisible) => {
  expect(isVisibleName(name)).toBe(isVisible);
});
