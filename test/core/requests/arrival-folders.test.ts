// Where the files of folders that guests sent come to lie, on a real disk: below the folder of the request, whatever a guest writes, and never among
// what was there before.
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createArrivalFiles } from '../../../main/adapters/files/arrival-files';
import { isAlive } from '../../../main/adapters/files/processes';
import type { Arrival } from '../../../main/core/model/requests/file-request';
import { arrivalFolder } from '../../../main/core/model/requests/arrival-folder';
import { arrivalName } from '../../../main/core/model/requests/arrival-name';
import { folderBelow } from '../../../main/core/requests/saving/folder-below';
import { onPosix } from '../../platform';
import { volume } from '../../volume';
import { anyCharacter } from '../../any-character';

const arrivalFiles = createArrivalFiles(process.pid, isAlive);
let home: string;
let root: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'mayfly-folders-')));
  root = join(home, 'in');
  await mkdir(root);
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Saves a file of each path as it comes, as `saveArrival` does; gives where they lie, from the root down. `again`: by another run. */
function receiver() {
  const rows: Arrival[] = [];
  let tops = new Map<string, string>();
  return {
    again: () => (tops = new Map()),
    save: async (path: string, batch = 'b'): Promise<string> => {
      const folder = arrivalFolder(path);
      const arrival = { batch, name: arrivalName(path), ...(folder !== undefined && { folder }) } as Arrival;
      const below = await folderBelow({ ledger: { arrivals: () => rows }, arrivalFiles }, arrival, root, tops);
      const saved = join(root, below, arrival.name);
      rows.push({ ...arrival, path: saved });
      const writer = await arrivalFiles.begin(root, 'one');
      await writer.write(Buffer.from(path));
      await writer.finish('https://s3.example');
      await writer.publish(arrival.name, below);
      await writer.discard();
      return [...below.split('/'), arrival.name].filter((step) => step !== '').join('/');
    },
  };
}

/** On disks without streams Wine makes a file of where a file came from. */
const mark = ':Zone.Identifier';
const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
    (entry) => !entry.isDirectory() && !entry.name.endsWith(mark),
  );

test('a folder comes together, over runs and cases, and beside what was there', async () => {
  await mkdir(join(root, 'mine'));
  await writeFile(join(root, 'mine', 'own.txt'), 'own');
  await writeFile(join(root, 'taken'), 'a file');
  const { save, again } = receiver();
  expect(await save('trip/plan.txt')).toBe('trip/plan.txt');
  expect(await save('trip/day 1/a.txt')).toBe('trip/day 1/a.txt');
  again();
  expect(await save('Trip/day 1/b.txt')).toBe('trip/day 1/b.txt');
  // Another guest's folder of that name, and the user's own one.
  expect(await save('trip/plan.txt', 'c')).toBe('trip (2)/plan.txt');
  expect(await save('mine/a.txt')).toBe('mine (2)/a.txt');
  expect(await save('taken/a.txt')).toBe('taken (2)/a.txt');
  // A file of the guest has the name of the folder.
  expect(await save('trip/x')).toBe('trip/x');
  expect(await save('trip/x/y')).toBe('trip/x (2)/y');
  expect(await save('../up.txt')).toBe('up.txt');
  expect(await readdir(join(root, 'mine'))).toEqual(['own.txt']);
});

test.runIf(onPosix('symbolic links need no right there'))('no symbolic link is followed', async () => {
  const elsewhere = join(home, 'elsewhere');
  await mkdir(elsewhere);
  await symlink(elsewhere, join(root, 'link'));
  await symlink(join(home, 'nothing'), join(root, 'dangling'));
  const { save, again } = receiver();
  expect(await save('link/a')).toBe('link (2)/a');
  expect(await save('dangling/a')).toBe('dangling (2)/a');
  expect(await save('trip/a')).toBe('trip/a');
  // Put there since.
  await symlink(elsewhere, join(root, 'trip', 'inner'));
  expect(await save('trip/inner/a')).toBe('trip/inner (2)/a');
  await rm(join(root, 'trip'), { recursive: true });
  await symlink(elsewhere, join(root, 'trip'));
  again();
  expect(await save('trip/b')).toBe('trip (2)/b');
  expect(await readdir(elsewhere)).toEqual([]);
});

test('whatever guests write, all of it lies below the folder, in what was made for it', async () => {
  const outside = join(home, 'outside');
  await mkdir(outside);
  await writeFile(join(outside, 'own.txt'), 'own');
  const name = constantFrom('a', 'A', 'mine', 'link', '..', '.', '', 'con', '.x', 'C:', '\u00e9', 'e\u0301', 'a (2)');
  const path = array(oneof(name, name, string({ unit: anyCharacter, maxLength: 12 })), { minLength: 1, maxLength: 6 });
  await assert(
    asyncProperty(array(path, { minLength: 1, maxLength: 6 }), async (paths) => {
      await rm(root, { recursive: true });
      await mkdir(join(root, 'mine', 'inner'), { recursive: true });
      await writeFile(join(root, 'mine', 'own.txt'), 'own');
      if (sep === '/') await symlink(outside, join(root, 'link'));
      const { save } = receiver();
      for (const [index, steps] of paths.entries()) await save(steps.join('/'), `b${index % 2}`);
      const made = await filesBelow(root);
      for (const entry of made) {
        expect(entry.name).not.toMatch(/^\./);
        if (entry.isSymbolicLink()) continue;
        const real = await realpath(entry.parentPath);
        expect([real, real === root || real.startsWith(root + sep)]).toEqual([entry.parentPath, true]);
      }
      expect((await readdir(join(root, 'mine'))).toSorted()).toEqual(['inner', 'own.txt']);
      expect(await readdir(join(root, 'mine', 'inner'))).toEqual([]);
      expect(await readFile(join(root, 'mine', 'own.txt'), 'utf8')).toBe('own');
      expect((await readdir(home)).toSorted()).toEqual(['in', 'outside']);
      expect(await readdir(outside)).toEqual(['own.txt']);
    }),
    { numRuns: volume(60) },
  );
});
