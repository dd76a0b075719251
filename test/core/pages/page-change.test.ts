// What a page share holds after a change: each file keeps its place, nothing is named twice, and something is left.
import { array, assert, constantFrom, nat, pre, property, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import { asFailure } from '../../../main/core/model/failure';
import type { Share, ShareItem } from '../../../main/core/model/share';
import {
  changedFiles,
  checkChangeable,
  checkPlace,
  onlyFile,
  replacedName,
} from '../../../main/core/pages/rules/page-change';
import { caught } from '../../fakes/failing';
import { newYearMs, sampleConnection, sampleShare } from '../../fakes/samples';
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

const fileName = sampleShare.name;
test.each<[what: string, change: Partial<Share>, failure: object]>([
  ['taken back', { revokedAtMs: newYearMs }, { code: 'bad-request', detail: { reason: 'the link was taken back' } }],
  ['over', { expiresAtMs: newYearMs }, { code: 'bad-request', detail: { reason: 'the link has ended' } }],
  ['missing', { missingAtMs: newYearMs }, { code: 'object-missing', detail: { fileName } }],
  ['removed', { removedAtMs: newYearMs }, { code: 'object-missing', detail: { fileName } }],
  [
    'of what was there before',
    { origin: 'linked' },
    { code: 'share-unchangeable', detail: { fileName, reason: 'its files were in the bucket before' } },
  ],
])('a share that is %s keeps its files', (_what, change, failure) => {
  expect(caught(() => checkChangeable({ ...sampleShare, ...change }, newYearMs))).toMatchObject(failure);
  expect(checkChangeable(sampleShare, newYearMs)).toBe(sampleShare);
});

const blind = { capabilities: { madeAtMs: 0, pages: false } };
test.each<[what: string, share: Partial<Share>, connection: Partial<Connection>, reason: string | undefined]>([
  ['where pages are shown', {}, {}, undefined],
  ['where none are', {}, blind, 'its storage does not show web pages'],
  ['with a page where none are shown any more', { kind: 'page' }, blind, undefined],
  ['whose connection moved', {}, { bucket: 'other' }, 'its connection points to another bucket now'],
  ['on this computer, wherever that listens now', {}, { kind: 'embedded', endpoint: 'http://127.0.0.1:1' }, undefined],
])('a share %s', (_what, share, connection, reason) => {
  const reasonOf = () => {
    try {
      checkPlace({ ...sampleShare, ...share }, { ...sampleConnection, ...connection });
      return undefined;
    } catch (error) {
      const { code, detail } = asFailure(error);
      return [code, detail];
    }
  };
  expect(reasonOf()).toEqual(reason && ['share-unchangeable', { fileName, reason }]);
});

test('the only file of a share is the first one of its page', () => {
  const { id: shareId, key, name: path, sizeBytes, contentType, storedCheck } = sampleShare;
  const file = { shareId, role: 'file', key, path, sizeBytes, contentType, storedCheck };
  expect(onlyFile(sampleShare)).toEqual(file);
  expect(onlyFile({ ...sampleShare, source: { path: '/a' } })).toEqual({ ...file, source: { path: '/a' } });
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

  test('gives the first new file the place of the one that it replaces', () => {
    const items = new Map(['a', 'b', 'c'].map((path, index) => [index, item(`old ${path}`, path)]));
    const added = [item('new x', 'x'), item('new y', 'y')];
    const { files, former } = changedFiles(share, items, added, { removes: [], replaces: 'old b' });
    expect([Array.from(files.values(), ({ key }) => key), former]).toEqual([
      ['old a', 'new x', 'old c', 'new y'],
      ['old b'],
    ]);
  });

  test('leaves a file', () => {
    expect(caught(() => changedFiles(share, new Map([[0, item('k', 'a')]]), [], { removes: ['k'] }))).toMatchObject({
      code: 'share-unchangeable',
      detail: { fileName: 'Trip', reason: 'at least one file stays; take its link back instead' },
    });
  });

  test('adds a file whose former one is gone meanwhile', () => {
    const items = new Map([[0, item('k', 'a')]]);
    const { files, former } = changedFiles(share, items, [item('n', 'b')], { removes: [], replaces: 'gone' });
    expect([Array.from(files, ([at, { key }]) => [at, key]), former]).toEqual([
      [
        [0, 'k'],
        [1, 'n'],
      ],
      [],
    ]);
  });

  test('renames a title that counts the files, and no other', () => {
    const items = new Map([[0, item('k', 'a.txt')]]);
    const titleOf = (name: string) =>
      changedFiles({ ...share, name }, items, [item('n', 'b.txt')], { removes: [] }).title;
    expect([titleOf('a.txt'), titleOf('Trip')]).toEqual(['a.txt and 1 more', 'Trip']);
  });
});
