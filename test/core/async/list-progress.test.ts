import { expect, test } from 'vitest';
import { mostPages, watchList, type ListedPage } from '../../../main/core/async/list-progress';

const page = (keys: readonly string[], marker?: string, key?: string): ListedPage => ({
  keys,
  characters: keys.join('').length,
  ...(marker !== undefined && { next: { marker, ...(key !== undefined && { key }) } }),
});
const ways = (...pages: readonly ListedPage[]) => {
  const watch = watchList();
  const told = pages.map(watch);
  return told.slice(0, -1).includes('astray') ? 'astray too early' : told.at(-1);
};

test.each<readonly [string, readonly ListedPage[], 'goes-on' | 'astray']>([
  ['goes on in order', [page(['a', 'b'], 'b', 'b'), page(['b', 'c'], 'c', 'c'), page(['d'])], 'goes-on'],
  [
    'of one key goes on by other ids',
    [page(['a', 'a'], 'a\n9', 'a'), page(['a'], 'a\n1', 'a'), page(['a'])],
    'goes-on',
  ],
  ['has an empty page', [page([], 'm', 'm'), page(['n'])], 'goes-on'],
  ['is in the order of UTF-8, not of UTF-16', [page(['\uFFFD'], '\uFFFD', '\uFFFD'), page(['\u{1F600}'])], 'goes-on'],
  ['is in no order at all goes on', [page(['c', 'a'], 'a', 'a'), page(['d', 'b'], 'b', 'b'), page(['a'])], 'goes-on'],
  ['ends in an empty page', [page(['a'], 'a', 'a'), page([])], 'goes-on'],
  ['tells in no order where it goes on', [page(['c', 'a', 'd'], 'b', 'b'), page(['a'])], 'goes-on'],
  ['goes back from where an empty page went on', [page([], 'm', 'm'), page(['a'])], 'astray'],
  ['goes back behind an empty page', [page(['c'], 't1'), page([], 't2'), page(['a'])], 'astray'],
  ['names a key at its end again', [page(['a'], 't1'), page(['b'], 't2', 'a')], 'astray'],
  ['goes back among capitals', [page(['B'], 'B', 'B'), page(['A'])], 'astray'],
  ['goes back', [page(['c'], 'c', 'c'), page(['d'], 'b', 'b')], 'astray'],
  ['goes back in its keys', [page(['c'], 't1'), page(['a'], 't2')], 'astray'],
  ['alternates', [page([], 'a'), page([], 'b'), page([], 'a')], 'astray'],
  ['alternates in no order', [page(['b', 'a'], 'x'), page(['b', 'a'], 'y'), page(['b', 'a'], 'x')], 'astray'],
])('a list that %s', (_what, pages, way) => {
  expect(ways(...pages)).toBe(way);
});

test('a list that grows for ever ends', () => {
  const watch = watchList();
  let pages = 0;
  for (let n = 1_000_000; watch(page([], String(n), String(n))) === 'goes-on'; n += 1) pages += 1;
  expect(pages).toBe(mostPages - 1);
});

test('a list may have as many pages, keys and characters as it may, and not one more', () => {
  const watch = watchList();
  for (let n = 1; n < mostPages; n += 1) watch(page([], `m${n}`));
  expect(watch(page([]))).toBe('goes-on');
  const ofKeys = (...counts: readonly number[]) =>
    ways(
      ...counts.map((count, index) => ({
        ...page(
          Array.from({ length: count }, () => 'k'),
          `m${index}`,
        ),
        characters: 0,
      })),
    );
  expect([ofKeys(60_000, 40_000), ofKeys(60_000, 40_001)]).toEqual(['goes-on', 'astray']);
  const ofCharacters = (...counts: readonly number[]) =>
    ways(...counts.map((characters, index) => ({ ...page([], `m${index}`), characters })));
  const most = 32 * 1_048_576;
  expect([ofCharacters(most - 1, 1), ofCharacters(most, 1)]).toEqual(['goes-on', 'astray']);
});
