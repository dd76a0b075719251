// A verb over a share finds its row, and deletes only what is Mayfly's.
import { describe, expect, test } from 'vitest';
import { keysOf, ownKeys } from '../../../main/core/given/share-rows';
import type { Share } from '../../../main/core/model/share';
import { caught } from '../../fakes/failing';
import { sampleItem, sampleShare } from '../../fakes/samples';
import { openShares } from './open-shares';

const pageShare: Share = { ...sampleShare, kind: 'page', key: 'p/new/index.html' };
const items = [
  { ...sampleItem, key: 'f/0/a', sizeBytes: 1 },
  { ...sampleItem, key: 'f/1/b', sizeBytes: 2 },
  { ...sampleItem, role: 'page' as const, key: 'p/old/index.html', sizeBytes: 3 },
  { ...sampleItem, role: 'page' as const, key: 'p/new/index.html', sizeBytes: 4 },
];

test('a share that nobody knows is not found, and one that is saved is, by the window too', () => {
  const { known, store } = openShares();
  expect(caught(() => known.get(sampleShare.id)).code).toBe('share-not-found');
  known.save(sampleShare);
  expect([known.get(sampleShare.id), store.get().shares]).toEqual([sampleShare, [sampleShare]]);
});

describe('the objects of a share', () => {
  test('are each named once, what its link opens first', () => {
    const keys = ['p/new/index.html', 'f/0/a', 'f/1/b', 'p/old/index.html'];
    expect([keysOf(pageShare, items), keysOf(sampleShare, [])]).toEqual([keys, [sampleShare.key]]);
    expect(ownKeys(pageShare, items)).toEqual(keys);
  });

  test('of what was linked only the pages are Mayfly’s', () => {
    expect(ownKeys({ ...pageShare, origin: 'linked' }, items)).toEqual(['p/old/index.html', 'p/new/index.html']);
    expect(ownKeys({ ...sampleShare, origin: 'linked' }, [])).toEqual([]);
  });
});
