// A verb over a share finds its row, and deletes only what is Mayfly's.
import { describe, expect, test } from 'vitest';
import { keysOf, ownKeys, type ShareAccess } from '../../../main/core/given/share-rows';
import { Failure } from '../../../main/core/model/failure';
import type { Share } from '../../../main/core/model/share';
import { caught } from '../../fakes/failing';
import { sampleConnection, sampleFileRequest, sampleItem, sampleShare } from '../../fakes/samples';
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

test('what is saved beside a share is saved with it or not at all', () => {
  const { known, store, ports } = openShares();
  known.save(sampleShare, () => ports.ledger.saveItem({ ...sampleItem, shareId: sampleShare.id }, 0));
  expect(ports.ledger.items(sampleShare.id)).toHaveLength(1);
  const fails = () =>
    known.save({ ...sampleShare, name: 'other' }, () => {
      throw new Failure('disk-full');
    });
  expect(caught(fails).code).toBe('disk-full');
  expect([known.get(sampleShare.id), store.get().shares]).toEqual([sampleShare, [sampleShare]]);
});

describe('before a link or more time is given of a connection that demands encryption by now', () => {
  const { encryption: _none, ...plain } = sampleShare;
  const { recipient: _nobody, ...open } = sampleFileRequest;
  test.each<[string, Parameters<ShareAccess['checkEncrypted']>[0], boolean]>([
    ['a plain share', plain, false],
    ['an encrypted one', { ...plain, encryption: 'link' }, true],
    ['a plain request', open, false],
    ['an encrypted one of files', { ...open, recipient: 'age1x' }, true],
    ['a share of a connection that is gone', { ...plain, connectionId: 'c-gone' }, true],
  ])('%s is refused or not', (_what, of, isGiven) => {
    const { known } = openShares({ ...sampleConnection, encryption: 'demanded' });
    const check = () => {
      known.checkEncrypted(of);
      throw new Failure('unexpected');
    };
    expect(caught(check).code).toBe(isGiven ? 'unexpected' : 'encryption-demanded');
  });

  test('and of any other nothing is refused', () => {
    expect(() => openShares().known.checkEncrypted(plain)).not.toThrow();
  });
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
