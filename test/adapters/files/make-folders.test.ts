// Folders are made with their parents, and a place where none can be made is an error at once.
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders, makeFoldersMeanwhile } from '../../../main/adapters/files/make-folders';
import { onPosix } from '../../platform';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-folders-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the first that was made is given, and none where all are there', async () => {
  expect(makeFolders(join(folder, 'a', 'b', 'c'), 0o700)).toBe(join(folder, 'a'));
  expect(makeFolders(join(folder, 'a', 'b', 'c', 'd'), 0o700)).toBe(join(folder, 'a', 'b', 'c', 'd'));
  expect(makeFolders(join(folder, 'a', 'b'), 0o700)).toBeUndefined();
  await makeFoldersMeanwhile(join(folder, 'x', 'y'), 0o700);
  await makeFoldersMeanwhile(join(folder, 'x', 'y'), 0o700);
  expect(statSync(join(folder, 'x', 'y')).isDirectory()).toBe(true);
});

test('several that make the same folders at once all have them', async () => {
  const outer = Array.from({ length: 20 }, (_, index) => join(folder, String(index)));
  const inner = outer.map((path) => join(path, 'inner'));
  // The outer one is made between the two looks of the inner one.
  await Promise.all([...inner, ...outer].map((path) => makeFoldersMeanwhile(path, 0o700)));
  expect(inner.every((path) => statSync(path).isDirectory())).toBe(true);
});

test.runIf(onPosix('links without a right, /proc'))('no place is waited for where nothing can be made', async () => {
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('nowhere', join(folder, 'dead'));
  mkdirSync(join(folder, 'real'));
  symlinkSync('real', join(folder, 'link'));
  makeFolders(join(folder, 'link', 'inside'), 0o700);
  expect(statSync(join(folder, 'real', 'inside')).isDirectory()).toBe(true);
  const places = [join(folder, 'file', 'x'), join(folder, 'dead', 'x', 'y'), join(folder, 'file')];
  if (process.platform === 'linux') places.push('/proc/x', '/proc/x/y', '/proc/self/x');
  for (const place of places) {
    expect(() => makeFolders(place, 0o700)).toThrow(/^E[A-Z]+: .*mkdir/);
    await expect(makeFoldersMeanwhile(place, 0o700)).rejects.toThrow(/^E[A-Z]+: .*mkdir/);
  }
});
