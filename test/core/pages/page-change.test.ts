// What a page share holds after a change: each file keeps its place, nothing is named twice, and something is left.
import { array, assert, constantFrom, nat, pre, property, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShareItem } from '../../../main/core/model/share';
import { changedFiles, replacedName } from '../../../main/core/pages/rules/page-change';
import { volume } from '../../volume';

const item = (key: string, path: string, role: ShareItem['role'] = 'file'): ShareItem => ({
  shareId: 's',
  role,
  key,
  path,
  sizeBytes: 1,
  contentType: 'a/b',
  storedCheck: 'crc32',
});
const share = { id: 's', name: 'Trip' };

test.each([
  ['a.txt', 'b.TXT', 'a.txt'],
  ['day 1/a.txt', 'b.txt', 'day 1/a.txt'],
  ['day 1/a.txt', 'b.pdf', 'day 1/b.pdf'],
  ['a', 'b', 'a'],
  ['a', 'b.txt', 'b.txt'],
  ['v1.2/a', 'b', 'v1.2/a'],
])('%s replaced by %s is called %s', (before, fileName, name) => {
  expect(replacedName(before, fileName)).toBe(name);
});

describe('any change', () => {
  const before = uniqueArray(constantFrom('a', 'b', 'c.txt', 'd/a'), { minLength: 1 });
  const added = array(constantFrom('a', 'b', 'b (2)', 'c.txt', 'd/a'), { maxLength: 6 });

  test('keeps places, tells names apart, and loses and keeps exactly what it says', () => {
    assert(
      property(before, added, nat(5), (there, come, gone) => {
        pre(there.length > 1 || gone > 0 || come.length > 0);
        const items = new Map(there.map((path, index) => [index * 2, item(`old${index}`, path)]));
        items.set(1_000_000_000, item('page', 'Trip', 'page'));
        const { files, former, left } = changedFiles(
          share,
          items,
          come.map((path, index) => item(`new${index}`, path)),
          { removes: [`old${gone}`], replaces: `old${gone + 1}` },
        );
        const all = [...files.values()];
        const kept = [...items].filter(([, { key, role }]) => role === 'file' && !former.includes(key));
        expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
        expect(kept.map(([position]) => files.get(position)?.key)).toEqual(kept.map(([, { key }]) => key));
        expect(left.filter((position) => files.has(position))).toEqual([]);
        expect(all.length).toBe(kept.length + come.length);
        expect([...files.keys()]).toEqual([...files.keys()].toSorted((a, b) => a - b));
      }),
      { numRuns: volume(2_000) },
    );
  });

  test('gives a new file the place of the one of its path that is taken out', () => {
    const items = new Map(['a', 'b', 'c'].map((path, index) => [index, item(`old ${path}`, path)]));
    const added = [item('new d', 'd'), item('new b', 'b')];
    const { files, former, left } = changedFiles(share, items, added, { removes: ['old a', 'old b'] });
    expect(Array.from(files, ([at, { key }]) => [at, key])).toEqual([
      [1, 'new b'],
      [2, 'old c'],
      [3, 'new d'],
    ]);
    expect([former, left]).toEqual([['old a', 'old b'], [0]]);
  });

  test('leaves a file', () => {
    expect(() => changedFiles(share, new Map([[0, item('k', 'a')]]), [], { removes: ['k'] })).toThrow(
      expect.objectContaining({ code: 'share-unchangeable' }),
    );
  });

  test('renames a title that counts the files, and no other', () => {
    const items = new Map([[0, item('k', 'a.txt')]]);
    const titleOf = (name: string) =>
      changedFiles({ ...share, name }, items, [item('n', 'b.txt')], { removes: [] }).title;
    expect([titleOf('a.txt'), titleOf('Trip')]).toEqual(['a.txt and 1 more', 'Trip']);
  });
});
