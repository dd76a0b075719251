// The wish for a short link, in the one text that an upload keeps.
import { expect, test } from 'vitest';
import { isForOne, ownNameOf, pointedDoorId, pointWish } from '../../../main/core/given/rules/door-wish';

test.each([
  ['none', undefined, { isForOne: false, name: undefined }],
  ['a random name', '', { isForOne: false, name: undefined }],
  ['an own name', 'wedding', { isForOne: true, name: 'wedding' }],
  ['one that is there', pointWish('d-1'), { isForOne: true, name: undefined }],
])('for %s', (_what, wish, told) => {
  expect({ isForOne: isForOne(wish), name: ownNameOf(wish) }).toEqual(told);
});

test('that names one that is there is no name anybody can choose', () => {
  expect([pointWish('d-1'), pointedDoorId(pointWish('d-1'))]).toEqual(['=d-1', 'd-1']);
  expect([pointedDoorId(''), pointedDoorId('a=b')]).toEqual([undefined, undefined]);
});
