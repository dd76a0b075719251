// What a guest sent once more is known by its batch, its path and its bytes, and by nothing less.
import { expect, test } from 'vitest';
import type { Arrival } from '../../../main/core/model/requests/file-request';
import { createSavedBefore } from '../../../main/core/requests/saving/sent-again';
import { sampleArrival } from '../../fakes/samples';

const sha256 = 'cd'.repeat(32);
const saved: Arrival = { ...sampleArrival, folder: 'trip', state: 'saved', path: '/in/trip/a', sha256 };
const again: Arrival = { ...saved, slot: saved.slot + 1, state: 'arrived' };

test.each<[what: string, change: Partial<Arrival>, bytes: string, isTwin: boolean]>([
  ['in another slot', {}, sha256, true],
  ['of another batch', { batch: 'other' }, sha256, false],
  ['from another folder', { folder: 'trip/inner' }, sha256, false],
  ['of another name', { name: 'other' }, sha256, false],
  ['of other bytes', {}, 'ef'.repeat(32), false],
  ['in the slot itself', { slot: saved.slot }, sha256, false],
])('a file %s', (_what, change, bytes, isTwin) => {
  expect(createSavedBefore([saved]).twinOf({ ...again, ...change }, bytes)).toBe(isTwin ? saved : undefined);
  // What is not saved yet is nobody's first.
  expect(createSavedBefore([{ ...saved, state: 'arrived' }]).twinOf(again, sha256)).toBeUndefined();
});

test('the first of a kind is told, and no second one', () => {
  const before = createSavedBefore([again]);
  expect(before.note(saved, saved)).toBe(true);
  expect(before.note(again, { ...again, state: 'saved' })).toBe(false);
  expect(before.twinOf(again, sha256)).toBe(saved);
});
