import { describe, expect, test } from 'vitest';
import { givenOf, isGiven, type FileSnapshot } from '../../../main/core/model/given-file';

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
