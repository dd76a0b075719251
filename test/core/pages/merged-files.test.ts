// What the files of a share are once another computer wrote its page.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShareItem } from '../../../main/core/model/share';
import { beforeNext, factsOf, filesPrint } from '../../../main/core/pages/rules/files-print';
import { keysInDoubt, mergedFiles } from '../../../main/core/pages/rules/merged-files';
import { timesData } from '../../../main/core/pages/rules/fill-template';

const item = (key: string): ShareItem => ({
  shareId: 's',
  role: 'file',
  key,
  path: `${key}.txt`,
  sizeBytes: 1,
  contentType: 'text/plain',
  storedCheck: 'crc32',
});
const items = (keys: string) => keys.split('').map(item);

/** Keys are letters. */
const merged = (own: string, listed: string, stored: string, { seen = true, pending = '' } = {}) => {
  const { files, gone, came } = mergedFiles({
    own: items(own),
    listed: items(listed),
    pending: new Set(pending),
    wasSeen: seen,
    isStored: (key) => stored.includes(key),
  });
  return [files.map(({ key }) => key).join(''), gone.join(''), came];
};

test.each([
  ['what was added there comes last', 'ab', 'abc', 'abc', {}, ['abc', '', 1]],
  ['what took the place of another keeps it', 'ab', 'cb', 'cb', {}, ['cb', 'a', 1]],
  ['what was taken out there goes', 'abc', 'ac', 'abc', {}, ['ac', 'b', 0]],
  ['beside what was added there as well', 'abc', 'acd', 'abcd', {}, ['acd', 'b', 1]],
  ['of a lost write what is stored stays', 'abc', 'abd', 'abcd', { seen: false }, ['abdc', '', 1]],
  ['of a lost write what is deleted goes', 'abc', 'acd', 'acd', { seen: false }, ['acd', 'b', 1]],
  ['a page that lists what is not stored takes nothing out', 'ab', 'xb', 'ab', {}, ['ba', '', 0]],
  ['a change under way here decides itself', 'ab', 'xb', 'abx', { pending: 'ax' }, ['ba', '', 0]],
] as const)('%s', (_what, own, listed, stored, how, wanted) => {
  expect(merged(own, listed, stored, how)).toEqual(wanted);
});

test.each([
  ['what one of both has', '', 'da'],
  ['but what changes under way decide on', 'd', 'a'],
])('the server is asked for %s', (_what, pending, wanted) => {
  const doubt = keysInDoubt({ own: items('abc'), listed: items('bcd'), pending: new Set(pending) });
  expect(doubt.join('')).toBe(wanted);
});

test('two files of one name are told apart', () => {
  const same = (key: string) => ({ ...item(key), path: 'a.txt' });
  const lists = { own: [same('a')], listed: [same('b')], pending: new Set<string>() };
  const { files } = mergedFiles({ ...lists, wasSeen: false, isStored: () => true });
  expect(files.map(({ key, path }) => [key, path])).toEqual([
    ['b', 'a.txt'],
    ['a', 'a (2).txt'],
  ]);
});

test('whatever the two lists: every key is there once, gone, or not stored', () => {
  const keys = fc.uniqueArray(fc.constantFrom(...'abcdefgh'.split(''))).map((all) => all.join(''));
  fc.assert(
    fc.property(keys, keys, keys, fc.boolean(), keys, (own, listed, stored, seen, pending) => {
      const [files = '', gone = ''] = merged(own, listed, stored, { seen, pending }) as string[];
      expect(new Set(files).size).toBe(files.length);
      for (const key of new Set(own + listed)) {
        const isEither = files.includes(key) !== gone.includes(key);
        const isLeftOut = !own.includes(key) && (pending.includes(key) || !stored.includes(key));
        expect([key, isEither]).toEqual([key, !isLeftOut]);
      }
      const doubt = keysInDoubt({ own: items(own), listed: items(listed), pending: new Set(pending) });
      // Nobody asks the server for what both know.
      expect(doubt.filter((key) => own.includes(key) && listed.includes(key))).toEqual([]);
    }),
  );
});

describe('what a page says of its writing', () => {
  const page = (times: string) => `<title>x</title><script type="application/json" id="times">\n${times}\n</script>`;

  test('is read as it was written', () => {
    const print = filesPrint(['f/b', 'f/a']);
    expect(print).toBe(filesPrint(['f/a', 'f/b']));
    expect(filesPrint(['ab', 'c'])).not.toBe(filesPrint(['a', 'bc']));
    const before = Array.from({ length: 40 }, (_, at) => filesPrint([String(at)]));
    const times = timesData({ createdAtMs: 1, expiresAtMs: 2, revision: 3, print, before });
    const facts = factsOf(page(times));
    const none = { expiresAtMs: 2, needsPassword: false };
    expect(facts).toEqual({ ...none, revision: 3, print, before: before.slice(0, 32), isSending: false });
    expect(facts && beforeNext(facts)).toEqual([print, ...before.slice(0, 31)]);
    const sending = timesData({ createdAtMs: 1, expiresAtMs: 2, status: '/b/s' });
    const sent = { ...none, revision: 0, print: undefined, before: [], isSending: true };
    expect(factsOf(page(sending))).toEqual(sent);
    const locked = page(sending) + '<script type="text/plain" id="manifest" data-password>AA==</script>';
    expect(factsOf(locked)).toEqual({ ...sent, needsPassword: true });
    // HTML needs no quotes here.
    expect(factsOf(locked.replaceAll(/"(times|manifest)"/g, '$1'))).toEqual({ ...sent, needsPassword: true });
    expect(factsOf(locked.replaceAll(/(id="\w+")/g, '$1 lang="en"'))).toEqual({ ...sent, needsPassword: true });
    const strange = {
      expires: 2,
      revision: -1,
      print: 'x',
      before: ['x', print, `${print}!`, `!${print}`, 123_456_789_012],
    };
    expect(factsOf(page(JSON.stringify(strange)))).toEqual({ ...none, revision: 0, before: [print], isSending: false });
  });

  test('of the pages before the next one holds each once, and the present one first', () => {
    const [print, other] = ['a'.repeat(12), 'b'.repeat(12)];
    expect(beforeNext({ print, before: [other, print] })).toEqual([print, other]);
    expect(beforeNext({ print: undefined, before: [other] })).toEqual([other]);
  });

  test.each([
    '',
    '<p>no page</p>',
    page('null'),
    page('[]'),
    page('{"revision":1}'),
    page('{"expires":"2"}'),
    page('{'),
    page('{"expires":2}').replace('times', 'other'),
    page('{"expires":2}').replace('script', 'p'),
  ])('is nothing in %j', (html) => {
    expect(factsOf(html)).toBeUndefined();
  });
});
