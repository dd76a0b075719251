// Every computer that has a share finds its later pages: all of them make the same keys, whatever version they run.
import { expect, test } from 'vitest';
import type { ShareItem } from '../../../main/core/model/share';
import { lastKey, laterPageKey, pageItem, pageNumber } from '../../../main/core/pages/rules/later-page';

const stored = (key: string, sizeBytes = 1) =>
  pageItem({ id: 's', name: 'Trip' }, key, { sizeBytes, storedCheck: 'sample' });
const file: ShareItem = { ...stored('f'), role: 'file' };

test('the next key is of the share and of the key before it', () => {
  const first = laterPageKey('in here/', 's-1', 'in here/p/a');
  expect(first).toBe('in here/p/xAmKET6sA0ygF8soAKIQWQ/index.html');
  expect(
    new Set([first, laterPageKey('in here/', 's-2', 'in here/p/a'), laterPageKey('in here/', 's-1', 'in here/p/b')])
      .size,
  ).toBe(3);
});

test.each<[what: string, items: readonly ShareItem[], key: string | undefined, last: string | undefined]>([
  ['of a share without items', [], 'k', 'k'],
  ['of a file alone', [file], 'f', 'f'],
  ['of nothing yet', [], undefined, undefined],
  ['of the last page', [stored('a'), file, stored('b'), file], 'k', 'b'],
  ['of the last page that was stored', [stored('a'), stored('b', 0)], 'k', 'a'],
])('the last key %s', (_what, items, key, last) => {
  expect(lastKey(key === undefined ? {} : { key }, items)).toBe(last);
});

test('a page is an object of its share', () => {
  expect(stored('a', 7)).toEqual({
    shareId: 's',
    role: 'page',
    key: 'a',
    path: 'Trip',
    sizeBytes: 7,
    contentType: 'text/html',
    storedCheck: 'sample',
  });
});

test.each([
  ['a', 0],
  ['b', 1],
  ['c', 2],
  // A file is no page.
  ['f', 2],
])('of two pages and a file, %s has number %i', (key, number) => {
  expect(pageNumber([stored('a'), file, stored('b')], key)).toBe(number);
});
