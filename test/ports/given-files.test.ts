// Between the moment a file is given and the moment it is opened, another one can come to lie at its path.
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createFiles } from '../../main/adapters/files/files';
import { asFailure } from '../../main/core/model/failure';
import { givenOf } from '../../main/core/model/given-file';

const root = mkdtempSync(join(tmpdir(), 'mayfly-given-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const files = createFiles();

let number = 0;
let folder = '';
let file = '';
beforeEach(() => {
  folder = join(root, String((number += 1)), 'album');
  file = join(folder, 'a.txt');
  mkdirSync(join(folder, 'inner'), { recursive: true });
  writeFileSync(file, 'given');
  writeFileSync(join(folder, 'inner', 'b.txt'), 'given');
});

/** What opening the file that is named `end` comes to, after `act` was done to what `path` gave. */
async function openedAfter(path: string, end: string, act: () => void): Promise<string> {
  const found = (await files.find(path)).files.find(({ name }) => name.endsWith(end));
  if (found === undefined) throw new Error('not found');
  act();
  return files.open(found.path, givenOf(found)).then(
    async (opened) => {
      await opened.close();
      return 'opened';
    },
    (error: unknown) => asFailure(error).code,
  );
}

/** A time that can be set again as it was read: nanoseconds cannot. */
const wholeSeconds = (path: string) => utimesSync(path, new Date(), new Date(1_700_000_000_000));

/** Another file of the same length at the path, with the times of the first. */
function replace(path: string): void {
  const { atime, mtime } = statSync(path);
  writeFileSync(`${path}.other`, 'other');
  renameSync(`${path}.other`, path);
  utimesSync(path, atime, mtime);
}

/** A link takes the place of the folder, and leads to one with files of the same names: even with the same files. */
function exchange(path: string): void {
  const other = join(root, `other-${number}`);
  mkdirSync(other, { recursive: true });
  renameSync(path, `${path}.aside`);
  for (const name of ['a.txt', 'b.txt']) {
    if (statSync(join(`${path}.aside`, name), { throwIfNoEntry: false }) !== undefined)
      linkSync(join(`${path}.aside`, name), join(other, name));
  }
  symlinkSync(other, path);
}

describe.runIf(process.platform !== 'win32')('a file that was given', () => {
  test.each<[string, () => void, string]>([
    ['is as it was', () => undefined, 'opened'],
    ['got other rights', () => chmodSync(file, 0o644), 'opened'],
    ['got a second name', () => linkSync(file, `${file}.link`), 'opened'],
    [
      'was in a folder that was renamed, and renamed back',
      () => {
        renameSync(folder, `${folder}.away`);
        renameSync(`${folder}.away`, folder);
      },
      'opened',
    ],
    ['grew', () => appendFileSync(file, 'more'), 'file-changed'],
    ['was written again', () => utimesSync(file, new Date(), new Date(0)), 'file-changed'],
    ['is in a folder that became a link', () => exchange(folder), 'file-changed'],
  ])('and %s', async (_what, act, expected) => {
    expect(await openedAfter(file, 'a.txt', act)).toBe(expected);
  });

  test('and was replaced by another of its size and time is another file', async () => {
    wholeSeconds(file);
    expect(await openedAfter(file, 'a.txt', () => replace(file))).toBe('file-changed');
  });

  test('and was deleted before another of its size and time took its inode is another file', async () => {
    wholeSeconds(file);
    const { atime, mtime, ino } = statSync(file);
    const code = await openedAfter(file, 'a.txt', () => {
      unlinkSync(file);
      // Most file systems give a free inode to the next file; some attempts are made, and where it is not given the inode tells.
      for (let attempt = 0; attempt < 50 && statSync(file, { throwIfNoEntry: false })?.ino !== ino; attempt += 1) {
        rmSync(file, { force: true });
        writeFileSync(file, 'other');
      }
      utimesSync(file, atime, mtime);
    });
    expect(code).toBe('file-changed');
  });
});

describe.runIf(process.platform !== 'win32')('a folder that was given', () => {
  test('with a folder inside that became a link out of it: its files are others', async () => {
    expect(await openedAfter(folder, 'b.txt', () => exchange(join(folder, 'inner')))).toBe('file-changed');
  });

  test('that became a link: its files are others', async () => {
    expect(await openedAfter(folder, 'a.txt', () => exchange(folder))).toBe('file-changed');
  });

  test('and was copied over itself, byte for byte, holds other files', async () => {
    const copied = await openedAfter(folder, 'b.txt', () => {
      const path = join(folder, 'inner', 'b.txt');
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    });
    expect(copied).toBe('file-changed');
  });

  test('through a link that the user named is the folder it led to', async () => {
    const link = join(root, `link-${number}`);
    symlinkSync(folder, link);
    expect(await openedAfter(link, 'b.txt', () => undefined)).toBe('opened');
    const again = await openedAfter(link, 'b.txt', () => {
      unlinkSync(link);
      symlinkSync('/etc', link);
    });
    expect(again).toBe('opened');
  });
});
