// Sizes, times and tables read the same wherever a terminal shows them.
import { describe, expect, test } from 'vitest';
import { bytes, duration, table } from '../../../main/terminal/output/format';
import { widthOf } from '../../../main/terminal/output/text-width';
import { setLanguage } from '../../../resources/words/messages';

test('sizes and times are those of the language that is spoken', () => {
  expect([bytes(2_100_000), duration(604_799), duration(0)]).toEqual(['2.1 MB', '6 days 23 hr', '1 sec']);
  setLanguage('ko');
  expect([bytes(2_100_000), duration(604_799), duration(0)]).toEqual(['2.1MB', '6일 23시간', '1초']);
  setLanguage('en');
});

test.each([
  ['abc', 3],
  ['파일', 4],
  ['日本語', 6],
  ['カナ', 4],
  ['e\u0301', 1],
  ['🎉', 2],
  ['👩‍👩‍👧', 2],
  ['👍🏽', 2],
  ['ｶﾅ', 2],
  ['㎏', 2],
  ['한글.txt', 8],
  ['', 0],
])('%j takes %d columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});

describe('a table', () => {
  test('has columns as wide as their widest cell and nothing behind the last', () => {
    expect(
      table([
        ['ID', 'STATE', 'NAME'],
        ['1', 'live', 'a'],
        ['22222', 'x', ''],
      ]),
    ).toEqual(['ID     STATE  NAME', '1      live   a', '22222  x      ']);
  });

  test('stands with names in wide letters', () => {
    expect(
      table([
        ['이름', 'SIZE'],
        ['a', '1'],
      ]),
    ).toEqual(['이름  SIZE', 'a     1']);
  });

  test('of one column or none is what it is', () => {
    expect(table([['a'], ['bb']])).toEqual(['a', 'bb']);
    expect(table([])).toEqual([]);
  });
});
