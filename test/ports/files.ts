// What every FileSource must do, run on the twin and on a real disk.
import { describe, expect, test } from 'vitest';
import { rejected } from '../fakes/failing';
import type { FileSource } from '../../main/core/ports/files';

export interface FilesSubject {
  readonly files: FileSource;
  /** A path below a folder of this test's own. */
  readonly path: (rest: string) => string;
  readonly write: (rest: string, content: string) => void;
  /** New bytes in the same file, and a new time. */
  readonly rewrite: (rest: string, content: string) => void;
  readonly remove: (rest: string) => void;
}

async function readAll(files: FileSource, path: string, length: number): Promise<string> {
  const file = await files.open(path);
  try {
    const target = Buffer.alloc(length);
    const read = await file.read(0, target);
    return target.subarray(0, read).toString();
  } finally {
    await file.close();
  }
}

export function filesSuite(name: string, create: () => FilesSubject): void {
  describe(`files in ${name}`, () => {
    test('a file is found under its own name, with its size', async () => {
      const { files, path, write } = create();
      write('a b.txt', 'hello');
      const found = await files.find(path('a b.txt'));
      expect(found).toMatchObject({
        files: [{ name: 'a b.txt', snapshot: { sizeBytes: 5 } }],
        refused: [],
        skippedLinks: [],
      });
      expect(await readAll(files, found.files[0]?.path ?? '', 10)).toBe('hello');
    });

    test('an empty file is a file', async () => {
      const { files, path, write } = create();
      write('empty', '');
      expect((await files.find(path('empty'))).files).toMatchObject([{ name: 'empty', snapshot: { sizeBytes: 0 } }]);
      expect(await readAll(files, path('empty'), 10)).toBe('');
    });

    test('what is not there is missing, to be found and to be opened', async () => {
      const { files, path } = create();
      expect(await rejected(files.find(path('nothing.txt')))).toMatchObject({
        code: 'file-missing',
        detail: { fileName: 'nothing.txt' },
      });
      expect((await rejected(files.open(path('nothing.txt')))).code).toBe('file-missing');
    });

    test('a folder gives its files in name order, named with their folders', async () => {
      const { files, path, write } = create();
      for (const rest of ['photos/b.jpg', 'photos/a.jpg', 'photos/deep/er/c.jpg', 'photos/deep.txt', 'other.txt'])
        write(rest, rest);
      const { files: found } = await files.find(path('photos'));
      expect(found.map((file) => file.name)).toEqual([
        'photos/a.jpg',
        'photos/b.jpg',
        'photos/deep/er/c.jpg',
        'photos/deep.txt',
      ]);
      expect(await readAll(files, found[2]?.path ?? '', 100)).toBe('photos/deep/er/c.jpg');
    });

    test('a folder gives file 2 before file 10', async () => {
      const { files, path, write } = create();
      for (const name of ['file 1', 'file 10', 'file 11', 'file 2', 'day 10/a', 'day 9/a']) write(`trip/${name}`, name);
      const { files: found } = await files.find(path('trip'));
      expect(found.map(({ name }) => name.slice(5))).toEqual([
        'day 9/a',
        'day 10/a',
        'file 1',
        'file 2',
        'file 10',
        'file 11',
      ]);
    });

    test('reads by position, and fewer bytes only at the end', async () => {
      const { files, path, write } = create();
      write('digits', '0123456789');
      const file = await files.open(path('digits'));
      const target = Buffer.alloc(4, '-');
      expect([await file.read(3, target), target.toString()]).toEqual([4, '3456']);
      expect([await file.read(8, target), target.toString()]).toEqual([2, '8956']);
      expect(await file.read(10, target)).toBe(0);
      expect(await file.read(99, target)).toBe(0);
      expect(file.snapshot.sizeBytes).toBe(10);
      await file.close();
    });

    test('an untouched file stays the same, a rewritten one does not', async () => {
      const { files, path, write, rewrite } = create();
      write('a', 'first');
      const file = await files.open(path('a'));
      expect(await file.inspect()).toEqual(file.snapshot);
      rewrite('a', 'other');
      const now = await file.inspect();
      expect([now.sizeBytes, now.inode]).toEqual([file.snapshot.sizeBytes, file.snapshot.inode]);
      expect(now.mtimeNs).not.toBe(file.snapshot.mtimeNs);
      await file.close();
    });

    test.each([
      ['grows', 'longer than before'],
      ['shrinks', 'x'],
    ])('a file that %s shows it', async (_what, content) => {
      const { files, path, write, rewrite } = create();
      write('a', 'first');
      const file = await files.open(path('a'));
      rewrite('a', content);
      expect((await file.inspect()).sizeBytes).toBe(content.length);
      await file.close();
    });

    test('a file that was deleted while open is read to its end', async () => {
      const { files, path, write, remove } = create();
      write('a', 'still here');
      const file = await files.open(path('a'));
      remove('a');
      const target = Buffer.alloc(10);
      expect([await file.read(0, target), target.toString()]).toEqual([10, 'still here']);
      await file.close();
    });
  });
}
