// The Folders port on a real disk.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, mkdir, mkdtemp, open, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFolders } from '../../main/adapters/files/folders';
import { pathOfText, textOfPath } from '../../main/adapters/files/raw-path';
import { rejected } from '../fakes/failing';
import { onPosix } from '../platform';

let home: string;
let folder: string;
const folders = () => createFolders(join(home, 'data', 'profile'));
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'mayfly-folders-')));
  folder = join(home, 'pictures');
  await mkdir(folder);
  await mkdir(join(home, 'data', 'profile', 'temp'), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('a folder that may be watched', () => {
  test('is known by its real path', async () => {
    expect(await folders().check(`${folder}/`)).toBe(folder);
  });

  test.runIf(onPosix('symbolic links need a right on Windows'))(
    'is the one that a symbolic link leads to',
    async () => {
      await symlink(folder, join(home, 'link'));
      expect(await folders().check(join(home, 'link'))).toBe(folder);
    },
  );

  test.each([
    ['data/profile', 'Mayfly keeps its own files there'],
    ['data/profile/temp', 'Mayfly keeps its own files there'],
    ['data', 'Mayfly keeps its own files there'],
    ['.', 'Mayfly keeps its own files there'],
    ['file', 'it is no folder'],
  ])('is not %s', async (path, reason) => {
    await writeFile(join(home, 'file'), 'x');
    expect(await rejected(folders().check(join(home, path)))).toMatchObject({
      code: 'folder-not-watchable',
      detail: { reason },
    });
  });

  test('is there', async () => {
    expect((await rejected(folders().check(join(home, 'none')))).code).toBe('file-missing');
    expect((await rejected(folders().list(join(home, 'none'), () => true))).code).toBe('file-missing');
  });
});

describe('the list of a folder', () => {
  test('has its regular files alone, and identities only where they are asked for', async () => {
    await writeFile(join(folder, 'a'), 'abc');
    await writeFile(join(folder, 'b'), 'x');
    await mkdir(join(folder, 'below'));
    await writeFile(join(folder, 'below', 'c'), 'x');
    const { names, stamped, identity } = await folders().list(folder, (name) => name === 'a');
    expect([[...names].toSorted(), [...stamped.keys()]]).toEqual([['a', 'b'], ['a']]);
    expect(stamped.get('a')?.sizeBytes).toBe(3);
    await rename(folder, `${folder}-old`);
    await mkdir(folder);
    expect((await folders().list(folder, () => true)).identity).not.toBe(identity);
  });

  test.runIf(onPosix('symbolic links need a right on Windows'))('follows no symbolic link', async () => {
    await writeFile(join(home, 'secret'), 'x');
    await symlink(join(home, 'secret'), join(folder, 'link'));
    expect((await folders().list(folder, () => true)).names.size).toBe(0);
    await rename(folder, `${folder}-old`);
    await symlink(`${folder}-old`, folder);
    expect((await rejected(folders().list(folder, () => true))).code).toBe('file-missing');
  });
});

describe('following a folder', () => {
  test.each(['written', 'renamed', 'linked', 'removed'])('hears of a file that is %s', async (what) => {
    await writeFile(join(folder, 'there'), 'x');
    let changes = 0;
    const end = folders().follow(folder, () => (changes += 1));
    if (what === 'written') await writeFile(join(folder, 'new'), 'x');
    else if (what === 'renamed') await rename(join(folder, 'there'), join(folder, 'other'));
    else if (what === 'linked') await link(join(folder, 'there'), join(folder, 'other'));
    else await rm(join(folder, 'there'));
    await expect.poll(() => changes).toBeGreaterThan(0);
    end();
  });

  test('that is not there is silent', () => {
    expect(() => folders().follow(join(home, 'none'), () => undefined)()).not.toThrow();
  });
});

describe.runIf(process.platform === 'linux')('files that are open for writing', () => {
  test('are those of any process, and not the ones that are read', async () => {
    const paths = ['held', 'read', 'closed', 'ours'].map((name) => join(folder, name));
    for (const path of paths) await writeFile(path, 'x');
    const [held = '', read = '', , ours = ''] = paths;
    const child = spawn('sh', ['-c', 'exec 3>>"$0" 4<"$1"; echo begun; read line', held, read], { stdio: 'pipe' });
    await once(child.stdout, 'data');
    const handle = await open(ours, 'r+');
    expect(await folders().openForWriting(paths)).toEqual(new Set([held, ours]));
    await handle.close();
    child.stdin.end();
    await once(child, 'close');
    expect(await folders().openForWriting(paths)).toEqual(new Set());
  });
});

// Such files were left out without a word, and such a folder could be neither watched nor followed.
test.runIf(process.platform === 'linux')('a folder and a file whose names are no UTF-8 are there', async () => {
  const [rawFolder, rawName] = ['caf', 'b'].map((name) => textOfPath(Buffer.of(...Buffer.from(name), 0xe9)));
  const path = join(home, rawFolder ?? '');
  const file = join(path, rawName ?? '');
  await mkdir(pathOfText(path));
  const handle = await open(pathOfText(file), 'wx');
  expect(await folders().check(path)).toBe(path);
  const { names, stamped } = await folders().list(path, () => true);
  expect([[...names], [...stamped.keys()]]).toEqual([[rawName], [rawName]]);
  expect(await folders().openForWriting([file])).toEqual(new Set([file]));
  await handle.close();
  let changes = 0;
  const end = folders().follow(path, () => (changes += 1));
  await rm(pathOfText(file));
  await expect.poll(() => changes).toBeGreaterThan(0);
  end();
});
