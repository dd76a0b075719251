import { describe, expect, test } from 'vitest';
import type { FileSnapshot } from '../../../main/core/model/given-file';
import type { WatchedFile } from '../../../main/core/model/watched-folder';
import { compare, looksLikeAnother, needsIdentity, watchedFile } from '../../../main/core/watching/rules/known-files';

const stamp = (inode: number, more: Partial<FileSnapshot> = {}): FileSnapshot => ({
  inode: BigInt(inode),
  device: 1n,
  birthtimeNs: BigInt(inode),
  sizeBytes: 5,
  mtimeNs: 100n,
  ctimeNs: 100n,
  ...more,
});
const known = (...files: readonly WatchedFile[]) => new Map(files.map((file) => [file.name, file]));
const file = (name: string, inode: number, more: Partial<WatchedFile> = {}): WatchedFile => ({
  ...watchedFile(name, stamp(inode)),
  ...more,
});

interface Row {
  readonly known: readonly WatchedFile[];
  readonly there: Readonly<Record<string, FileSnapshot>>;
  readonly unsure?: readonly string[];
  readonly fresh?: readonly string[];
  readonly save?: readonly WatchedFile[];
  readonly forget?: readonly string[];
  readonly absent?: readonly string[];
  readonly nextUnsure?: readonly string[];
  /** Whether a remembered file is there; usually one is. */
  readonly anyKnown?: false;
  /** Whether it looks like another folder. */
  readonly another?: true;
}

describe('a folder beside its memory', () => {
  test.each<readonly [string, Row]>([
    ['a new file in a folder without memory', { known: [], there: { a: stamp(1) }, fresh: ['a'], anyKnown: false }],
    ['a new file', { known: [file('a', 1)], there: { a: stamp(1), b: stamp(2) }, fresh: ['b'] }],
    ['a file that changed', { known: [file('a', 1)], there: { a: stamp(1, { sizeBytes: 9, mtimeNs: 200n }) } }],
    ['a file that an editor replaced', { known: [file('a', 1)], there: { a: stamp(2, { mtimeNs: 200n }) } }],
    ['a renamed file', { known: [file('a', 1)], there: { b: stamp(1) }, save: [file('b', 1)], forget: ['a'] }],
    [
      'a file that was renamed and changed',
      { known: [file('a', 1)], there: { b: stamp(1, { sizeBytes: 9 }) }, save: [file('b', 1)], forget: ['a'] },
    ],
    [
      'a new file with the inode of a deleted one',
      {
        known: [file('a', 1)],
        there: { b: stamp(1, { birthtimeNs: 7n, mtimeNs: 200n }) },
        fresh: ['b'],
        absent: ['a'],
        anyKnown: false,
        another: true,
      },
    ],
    [
      'a new file with the inode of a deleted one, saved in the same moment',
      {
        known: [file('a', 1), file('b', 2)],
        there: { b: stamp(2), c: stamp(1, { birthtimeNs: 7n, sizeBytes: 9 }) },
        fresh: ['c'],
        absent: ['a'],
      },
    ],
    [
      'a new file with the inode of a deleted one on a file system without birth times',
      {
        known: [{ ...file('a', 1), birthtimeNs: undefined }],
        there: { b: stamp(1, { birthtimeNs: undefined, mtimeNs: 200n }) },
        fresh: ['b'],
        absent: ['a'],
        anyKnown: false,
        another: true,
      },
    ],
    [
      'another file that was born in the same moment',
      {
        known: [file('a', 1)],
        there: { a: stamp(2, { birthtimeNs: 1n, mtimeNs: 200n }) },
        unsure: ['a'],
        fresh: ['a'],
        forget: ['a'],
        anyKnown: false,
        another: true,
      },
    ],
    [
      'a renamed file on a file system without birth times',
      {
        known: [{ ...file('a', 1), birthtimeNs: undefined }],
        there: { b: stamp(1, { birthtimeNs: undefined }) },
        save: [{ ...file('b', 1), birthtimeNs: undefined }],
        forget: ['a'],
      },
    ],
    ['a deleted file', { known: [file('a', 1)], there: {}, absent: ['a'], anyKnown: false }],
    ['a file that stays away', { known: [file('a', 1, { isGone: true })], there: {}, anyKnown: false }],
    ['a file that is back', { known: [file('a', 1, { isGone: true })], there: { a: stamp(1) }, save: [file('a', 1)] }],
    [
      'a file that is back on a mount with other inodes',
      {
        known: [file('a', 1, { isGone: true })],
        there: { a: stamp(8, { birthtimeNs: 8n }) },
        save: [file('a', 1)],
      },
    ],
    [
      'a new file with the name of one that left',
      {
        known: [file('a', 1, { isGone: true })],
        there: { a: stamp(2, { mtimeNs: 200n }) },
        fresh: ['a'],
        anyKnown: false,
        another: true,
      },
    ],
    [
      'two files that changed names',
      {
        known: [file('a', 1), file('b', 2, { mtimeNs: 200n })],
        there: { a: stamp(2, { mtimeNs: 200n }), b: stamp(1) },
        unsure: ['a', 'b'],
        save: [file('a', 2, { mtimeNs: 200n }), file('b', 1)],
        nextUnsure: ['b', 'a'],
      },
    ],
    [
      'a file that is back under the name of one that has its name now',
      {
        known: [file('a', 1, { isGone: true }), file('b', 2, { mtimeNs: 200n })],
        there: { b: stamp(1), a: stamp(2, { mtimeNs: 200n }) },
        unsure: ['b'],
        save: [file('b', 1), file('a', 2, { mtimeNs: 200n })],
        nextUnsure: ['b'],
      },
    ],
    [
      'a hard link',
      { known: [file('a', 1)], there: { a: stamp(1), b: stamp(1) }, save: [file('b', 1)], nextUnsure: ['a'] },
    ],
    [
      'a hard link, the second time',
      { known: [file('a', 1), file('b', 1)], there: { a: stamp(1), b: stamp(1) }, unsure: ['a'] },
    ],
    [
      'a new file in the place of a renamed one',
      {
        known: [file('a', 1), file('b', 1)],
        there: { a: stamp(2, { mtimeNs: 200n }), b: stamp(1) },
        unsure: ['a'],
        fresh: ['a'],
        forget: ['a'],
      },
    ],
  ])('%s', (_what, row) => {
    const memory = known(...row.known);
    const unsure = new Set(row.unsure);
    const stamped = new Map(Object.entries(row.there).filter(([name]) => needsIdentity(memory, unsure, name)));
    const compared = compare(memory, new Set(Object.keys(row.there)), stamped);
    expect({
      fresh: [...compared.fresh.keys()],
      save: compared.save,
      forget: compared.forget,
      absent: [...compared.absent],
      unsure: [...compared.unsure],
      anyKnown: compared.anyKnown,
      another: looksLikeAnother(memory, compared),
    }).toEqual({
      fresh: row.fresh ?? [],
      save: row.save ?? [],
      forget: row.forget ?? [],
      absent: row.absent ?? [],
      unsure: row.nextUnsure ?? [],
      anyKnown: row.anyKnown ?? true,
      another: row.another ?? false,
    });
  });
});
