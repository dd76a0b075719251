// Dropping things on the window makes one page or several links by these rules, and no file of a page hides another.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addedNames,
  checkMessage,
  checkTitle,
  isOneFolder,
  nameBeside,
  pageNames,
  pageTitle,
  titleAfterChange,
  wantsPage,
  type NamedFile,
} from '../../../main/core/pages/rules/page-plan';
import { caught } from '../../fakes/failing';
import { hostileNames } from '../../hostile-names';
import { displayName } from '../../../main/core/model/file-name';

/** Each list is what was found for one named thing. */
const found = (...roots: readonly (readonly string[])[]): readonly NamedFile[] =>
  roots.flatMap((names, root) => names.map((name) => ({ root, name })));

describe('a page is wanted', () => {
  test.each([
    ['one file', 1, found(['a.txt']), [false, true, false]],
    ['two files', 2, found(['a.txt'], ['b.txt']), [true, true, false]],
    ['two things, of which one could be taken', 2, found(['a.txt']), [true, true, false]],
    ['two files that one name stands for', 1, found(['a.txt', 'b.txt']), [true, true, false]],
    ['a folder', 1, found(['d/a.txt', 'd/b.txt']), [true, true, false]],
    ['a folder of one file', 1, found(['d/a.txt']), [true, true, false]],
    ['nothing that could be taken', 3, [], [false, false, false]],
  ] as const)('%s', (_what, namedCount, files, expected) => {
    const habits = ['several', 'always', 'never'] as const;
    expect(habits.map((habit) => wantsPage(habit, namedCount, files))).toEqual(expected);
  });
});

describe('names on the page', () => {
  test.each<[string, readonly NamedFile[], readonly string[]]>([
    ['stay as they are', found(['a.txt'], ['b.txt']), ['a.txt', 'b.txt']],
    [
      'are told apart when they are equal',
      found(['report.pdf'], ['report.pdf'], ['report.pdf']),
      ['report.pdf', 'report (2).pdf', 'report (3).pdf'],
    ],
    [
      'are told apart beside a name that has a number already',
      found(['a.txt'], ['a.txt'], ['a (2).txt']),
      ['a.txt', 'a (3).txt', 'a (2).txt'],
    ],
    ['without extension get their number at the end', found(['Makefile'], ['Makefile']), ['Makefile', 'Makefile (2)']],
    ['that begin with a dot get theirs at the end too', found(['.env'], ['.env']), ['.env', '.env (2)']],
    ['differ by case and stay so', found(['a.txt'], ['A.txt']), ['a.txt', 'A.txt']],
    ['of one folder are told apart', found(['trip/a.jpg', 'trip/a.jpg']), ['a.jpg', 'a (2).jpg']],
    ['of one folder leave its name to the title', found(['trip/a.jpg', 'trip/day 1/b.jpg']), ['a.jpg', 'day 1/b.jpg']],
    [
      'of a folder beside something else keep it',
      found(['trip/a.jpg', 'trip/day 1/b.jpg'], ['c.txt']),
      ['trip/a.jpg', 'trip/day 1/b.jpg', 'c.txt'],
    ],
    [
      'of two folders of one name stay apart',
      found(['v1.2/a', 'v1.2/b'], ['v1.2/a']),
      ['v1.2/a', 'v1.2/b', 'v1.2 (2)/a'],
    ],
    ['that only differ in what no disk takes', found(['a\nb.txt'], ['a\tb.txt']), ['a_b.txt', 'a_b (2).txt']],
    ['never climb', found(['d/../x', 'd/./y']), ['file/x', 'file/y']],
    [
      'as long as a disk takes make room for the number',
      found([`${'x'.repeat(251)}.txt`], [`${'x'.repeat(251)}.txt`]),
      [`${'x'.repeat(251)}.txt`, `${'x'.repeat(247)} (2).txt`],
    ],
    [
      'as long, whose dot begins no extension, do so too',
      found([`1. ${'x'.repeat(252)}`], [`1. ${'x'.repeat(252)}`]),
      [`1. ${'x'.repeat(252)}`, `1. ${'x'.repeat(248)} (2)`],
    ],
  ])('%s', (_what, files, expected) => {
    expect(pageNames(files)).toEqual(expected);
  });

  test.each([
    ['a.txt', '', 'a.txt'],
    ['a.txt', 'a.txt', 'a (2).txt'],
    ['a.txt', 'a.txt|a (2).txt', 'a (3).txt'],
    ['v1.2/a', 'v1.2/a', 'v1.2/a (2)'],
  ])('%j beside %j is %j', (name, taken, free) => {
    expect(nameBeside(name, new Set(taken.split('|')))).toBe(free);
  });

  test('that come to a page keep their folders, and are told apart', () => {
    expect(addedNames(found(['d/a\n.txt'], ['d/a\t.txt']))).toEqual(['d/a_.txt', 'd/a_ (2).txt']);
  });

  test('of a thousand equal ones are a thousand', () => {
    const names = pageNames(found(...Array.from({ length: 1_000 }, () => ['a.txt'])));
    expect([new Set(names).size, names[999]]).toEqual([1_000, 'a (1000).txt']);
  });

  test('whatever the files: as many, all different, each a name a disk can take', () => {
    const segment = fc.oneof(
      fc.constantFrom(...hostileNames.map(([, name]) => name.replaceAll('/', '_')).filter((name) => name !== '')),
      fc.constantFrom('a', 'a.txt', 'a (2).txt', '..'),
    );
    const inside = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
    const folder = fc
      .tuple(segment, fc.array(inside, { minLength: 1, maxLength: 6 }))
      .map(([name, paths]) => paths.map((path) => `${name}/${path}`));
    const root = fc.oneof(
      segment.map((name) => [name]),
      folder,
    );
    fc.assert(
      fc.property(fc.array(root, { maxLength: 6 }), (roots) => {
        const files = found(...roots);
        const names = pageNames(files);
        expect(names).toHaveLength(files.length);
        expect(new Set(names).size).toBe(files.length);
        for (const part of names.flatMap((name) => name.split('/'))) expect(displayName(part)).toBe(part);
      }),
    );
  });
});

describe('the title', () => {
  test.each([
    [found(['report.pdf']), 'report.pdf'],
    [found(['report.pdf'], ['b.txt']), 'report.pdf and 1 more'],
    [found(['trip/a.jpg', 'trip/day 1/b.jpg']), 'trip'],
    [found(['trip/a.jpg']), 'trip'],
    // What was named is counted, not what lies in it.
    [found(['tree/day 1/b.jpg', 'tree/c.jpg'], ['d.txt'], ['e.txt'], ['f.txt']), 'tree and 3 more'],
    [found(['tree/a'], ['tree/a']), 'tree and 1 more'],
    [found(['line\nbreak/x', 'line\nbreak/y']), 'line_break'],
  ])('of %j is %j', (files, title) => {
    expect(pageTitle(files)).toBe(title);
  });

  test.each([
    [' Für Anna ', 'Für Anna'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['🦋'.repeat(200), '🦋'.repeat(200)],
  ])('that was typed, %j, is taken', (typed, title) => {
    expect(checkTitle(typed)).toBe(title);
  });

  const long = { reason: 'a title has at most {{most}} characters, all on one line', reasonValues: { most: 200 } };
  test.each([
    ['', { reason: 'the title is empty' }],
    ['  ', { reason: 'the title is empty' }],
    ['two\nlines', long],
    ['x'.repeat(201), long],
    ['a\u0000b', long],
    ['a\u2028b', long],
  ])('that was typed, %j, is refused', (typed, detail) => {
    expect(caught(() => checkTitle(typed))).toMatchObject({ code: 'bad-request', detail });
  });
});

describe('the message', () => {
  test.each([
    ['', undefined],
    [' \r\n ', undefined],
    ['one\r\ntwo\rthree\n', 'one\ntwo\nthree'],
    ['x'.repeat(2_000), 'x'.repeat(2_000)],
    ['\ud800', '\ufffd'],
  ])('%j becomes %j', (typed, message) => {
    expect(checkMessage(typed)).toBe(message);
  });

  test('has an end', () => {
    const detail = { reason: 'a message has at most {{most}} characters', reasonValues: { most: 2_000 } };
    expect(caught(() => checkMessage('x'.repeat(2_001)))).toMatchObject({ code: 'bad-request', detail });
  });
});

test.each([
  [found(['d/a']), true],
  [found(['d/a', 'd/b']), true],
  [found(['a']), false],
  [found(['d/a'], ['b']), false],
  [found(['d/a'], ['d/a']), false],
  [[], false],
])('%j is one folder: %s', (files, one) => {
  expect(isOneFolder(files)).toBe(one);
});

test.each([
  ['d and 2 more', ['d/a.txt', 'd/e.txt', 'b', 'c'], ['d/a.txt', 'c'], 'd and 1 more'],
  ['d and 1 more', ['d/a.txt', 'd/e.txt', 'b'], ['d/e.txt', 'b'], 'd and 1 more'],
  ['a.txt and 2 more', ['a.txt', 'b', 'c'], ['b', 'c'], 'b and 1 more'],
  ['a.txt and 1 more', ['a.txt', 'b'], ['b'], 'b'],
  ['a.txt and 2 more', ['a.txt', 'b', 'c'], [], 'a.txt and 2 more'],
  ['My trip', ['a.txt', 'b'], ['b'], 'My trip'],
  ['Holiday', ['Holiday/a.txt', 'Holiday/b'], ['Holiday/b'], 'Holiday'],
])('the title %j of %j is of %j after a cancel: %j', (title, before, left, expected) => {
  expect(titleAfterChange(title, before, left)).toBe(expected);
});
