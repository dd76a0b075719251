import { describe, expect, test } from 'vitest';
import { compareOpen, givenOf, isGiven, type FileSnapshot } from '../../../main/core/model/given-file';

const given: FileSnapshot = { sizeBytes: 5, mtimeNs: 1n, ctimeNs: 2n, inode: 3n, device: 4n, birthtimeNs: 1n };
const unborn: FileSnapshot = { sizeBytes: 5, mtimeNs: 1n, ctimeNs: 2n, inode: 3n, device: 4n };

describe('the file that was given', () => {
  test.each<[string, FileSnapshot, Partial<FileSnapshot>, boolean, boolean]>([
    ['nothing happened', given, {}, true, true],
    ['chmod, a rename, a hard link', given, { ctimeNs: 9n }, true, true],
    ['other bytes', given, { sizeBytes: 6 }, false, false],
    ['another time', given, { mtimeNs: 9n }, false, false],
    ['another inode', given, { inode: 9n }, false, true],
    ['its inode, used again', given, { birthtimeNs: 9n }, false, false],
    ['the disk was put in again', given, { device: 9n }, true, true],
    ['another disk, and no time of birth', unborn, { device: 9n }, false, false],
    ['no time of birth', unborn, {}, true, true],
    ['a time of birth that came with a newer kernel', unborn, { birthtimeNs: 9n }, true, true],
  ])('%s', (_what, before, change, whereInodesLast, whereTheyDoNot) => {
    const now = { ...before, ...change };
    expect([isGiven(before, now, true), isGiven(before, now, false)]).toEqual([whereInodesLast, whereTheyDoNot]);
  });
});

test('of a file that was found only what it is and where it lies is kept', () => {
  const found = { within: '/home', snapshot: given, path: '/home/a', name: 'a' };
  expect(givenOf(found)).toEqual({ within: '/home', snapshot: given });
});

describe('a file that stayed open', () => {
  const labelled: FileSnapshot = { ...given, label: '33188 0 0 1' };
  test.each<[string, FileSnapshot, Partial<FileSnapshot>, ReturnType<typeof compareOpen>]>([
    ['nothing happened', labelled, {}, 'same'],
    ['another size', labelled, { sizeBytes: 6 }, 'changed'],
    ['a write', labelled, { mtimeNs: 9n, ctimeNs: 9n }, 'changed'],
    ['a write, and another name', labelled, { mtimeNs: 9n, ctimeNs: 9n, label: '33188 0 0 2' }, 'changed'],
    ['a write with its time set back', labelled, { ctimeNs: 9n }, 'changed'],
    ['a rename, a hard link, chmod', labelled, { ctimeNs: 9n, label: '33188 0 0 2' }, 'touched'],
    ['another ctime where a look may change it', given, { ctimeNs: 9n }, 'touched'],
  ])('%s', (_what, opened, change, found) => {
    expect(compareOpen(opened, { ...opened, ...change })).toBe(found);
  });
});
