// Only ordinary files leave this computer, whatever lies in a folder and whatever a name looks like.
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFiles } from '../../main/adapters/files/files';
import { createTempFiles } from '../../main/adapters/files/temp-files';
import { failureWords } from '../../main/core/wording/failure-words';
import { hostileNames } from '../hostile-names';
import { bundleForNode } from '../fakes/bundle';
import { rejected } from '../fakes/failing';
import { createMemoryFiles, rewrite, type MemoryFile } from '../fakes/memory-files';
import { onPosix } from '../platform';
import { filesSuite } from './files';

const scratch = mkdtempSync(join(tmpdir(), 'mayfly-files-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => {
  folders += 1;
  const folder = join(scratch, `f${folders}`);
  mkdirSync(folder);
  return folder;
};
const files = createFiles();

filesSuite('memory', () => {
  const memory = createMemoryFiles();
  const known = new Map<string, MemoryFile>();
  const path = (rest: string) => `/home/${rest}`;
  return {
    files: memory,
    path,
    write: (rest, content) => void known.set(rest, memory.put(path(rest), content)),
    rewrite(rest, content) {
      const file = known.get(rest);
      if (file !== undefined) rewrite(file, Buffer.from(content));
    },
    remove: (rest) => memory.delete(path(rest)),
  };
});

filesSuite('a real disk', () => {
  const folder = newFolder();
  const path = (rest: string) => join(folder, rest);
  const write = (rest: string, content: string) => {
    mkdirSync(dirname(path(rest)), { recursive: true });
    writeFileSync(path(rest), content);
  };
  return {
    files,
    path,
    write,
    rewrite(rest, content) {
      write(rest, content);
      // The clock of a file system may tick more slowly than this test runs.
      utimesSync(path(rest), new Date(), new Date(Date.now() + 5_000));
    },
    remove: (rest) => unlinkSync(path(rest)),
  };
});

test('whatever is named in a folder that has just answered is found as if it had not', async () => {
  const folder = newFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('file'), 'x');
  writeFileSync(at('empty'), '');
  mkdirSync(at('inside'));
  writeFileSync(at('inside/file'), 'y');
  if (process.platform !== 'win32') symlinkSync(at('file'), at('link'));
  const quick = createFiles(undefined, Infinity);
  await quick.find(at('file'));
  for (const name of ['file', 'empty', 'inside', 'inside/file', 'link', 'none', 'file/none', '']) {
    const [asked, waited] = await Promise.allSettled([files.find(at(name)), quick.find(at(name))]);
    expect(waited).toEqual(asked);
  }
});

describe.runIf(onPosix('FIFOs, sockets and devices in a folder'))('what is no ordinary file', () => {
  let folder = '';
  let socket: net.Server;
  beforeAll(async () => {
    folder = newFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    socket = net.createServer();
    await new Promise<void>((done) => socket.listen(join(folder, 'socket'), done));
  });
  afterAll(() => {
    socket.close();
  });

  test.each([
    ['a named pipe', () => join(folder, 'pipe')],
    ['a socket', () => join(folder, 'socket')],
    ['a device', () => '/dev/null'],
    ['a device', () => '/dev/zero'],
  ])('%s is refused at once, to be found and to be opened', async (reason, path) => {
    for (const attempt of [(place: string) => files.find(place), (place: string) => files.open(place)]) {
      const failure = await rejected(attempt(path()));
      expect([failure.code, failure.detail.reason]).toEqual(['file-not-regular', reason]);
    }
  });

  test('a folder cannot be opened', async () => {
    const failure = await rejected(files.open(folder));
    expect([failure.code, failure.detail.reason]).toEqual(['file-not-regular', 'a folder']);
  });

  test('a folder tells all of them by name and gives the rest', async () => {
    writeFileSync(join(folder, 'fine.txt'), 'fine');
    const found = await files.find(folder);
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    expect(found.files.map((file) => file.name)).toEqual([`${name}/fine.txt`]);
    expect(found.refused.map((one) => [one.name, one.failure.detail.reason])).toEqual([
      [`${name}/pipe`, 'a named pipe'],
      [`${name}/socket`, 'a socket'],
    ]);
  });

  test('a file that became a pipe after it was found is refused without waiting for a writer', async () => {
    const path = join(newFolder(), 'swapped');
    writeFileSync(path, 'x');
    await files.find(path);
    unlinkSync(path);
    execFileSync('mkfifo', [path]);
    expect((await rejected(files.open(path))).code).toBe('file-not-regular');
  });
});

describe.runIf(onPosix('symbolic links that anybody may make'))('a symbolic link', () => {
  let folder = '';
  beforeEach(() => {
    folder = newFolder();
    writeFileSync(join(folder, 'target.txt'), 'target');
  });

  test('that the user named is followed, and keeps the name the user saw', async () => {
    symlinkSync(join(folder, 'target.txt'), join(folder, 'link.txt'));
    const { files: all, linkTarget } = await files.find(join(folder, 'link.txt'));
    const [found] = all;
    expect(linkTarget).toBe(realpathSync(join(folder, 'target.txt')));
    expect((await files.find(join(folder, 'target.txt'))).linkTarget).toBeUndefined();
    expect([found?.name, found?.snapshot.sizeBytes]).toEqual(['link.txt', 6]);
    await (await files.open(found?.path ?? '')).close();
  });

  test('to a folder that the user named is followed', async () => {
    const link = join(newFolder(), 'album');
    symlinkSync(folder, link);
    expect((await files.find(link)).files.map(({ name }) => name)).toEqual(['album/target.txt']);
  });

  test('inside a folder is never followed, and counted', async () => {
    symlinkSync('/etc/passwd', join(folder, 'passwd'));
    symlinkSync('/etc', join(folder, 'etc'));
    symlinkSync('..', join(folder, 'up'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    const found = await files.find(folder);
    expect(found.files.map(({ name }) => name.split('/')[1])).toEqual(['target.txt']);
    expect(found.skippedLinks.map((name) => name.split('/')[1])).toEqual(['dangling', 'etc', 'passwd', 'up']);
  });

  test('that leads nowhere is missing', async () => {
    symlinkSync('nowhere', join(folder, 'dangling'));
    expect((await rejected(files.find(join(folder, 'dangling')))).code).toBe('file-missing');
  });

  test('that leads in a circle is said to', async () => {
    symlinkSync('b', join(folder, 'a'));
    symlinkSync('a', join(folder, 'b'));
    const failure = await rejected(files.find(join(folder, 'a')));
    expect([failure.code, failure.detail.reason]).toEqual(['file-not-regular', 'a symbolic link that leads nowhere']);
  });

  test('that took the place of a found file is not opened', async () => {
    const path = join(folder, 'swapped');
    writeFileSync(path, 'x');
    unlinkSync(path);
    symlinkSync('/etc/passwd', path);
    expect((await rejected(files.open(path))).code).toBe('file-not-regular');
  });

  test('that is all a folder has is told not to be followed', async () => {
    const folder = newFolder();
    symlinkSync(newFolder(), join(folder, 'link'));
    const refused = await rejected(files.find(folder));
    expect(failureWords(refused, 'window').message).toBe(
      `“${basename(folder)}” holds no files: symbolic links in a folder are not followed.`,
    );
  });
});

describe('a folder', () => {
  test.each([
    ['.', 'trip/inner/a.txt'],
    ['inner/..', 'trip/inner/a.txt'],
    ['inner/.', 'inner/a.txt'],
  ])('typed as %s has its own name', async (typed, name) => {
    const folder = join(newFolder(), 'trip');
    mkdirSync(join(folder, 'inner'), { recursive: true });
    writeFileSync(join(folder, 'inner', 'a.txt'), 'a');
    expect((await files.find(`${folder}/${typed}`)).files.map((file) => file.name)).toEqual([name]);
  });

  test('without files is empty', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'inner'));
    expect(await rejected(files.find(folder))).toMatchObject({
      code: 'folder-empty',
      detail: { fileName: basename(folder) },
    });
  });

  // The name that macOS gives it, no name on Windows.
  const iconFile = process.platform === 'win32' ? [] : ['Icon\r'];
  test('with what file managers leave is empty as well', async () => {
    const folder = newFolder();
    for (const name of ['.DS_Store', 'Thumbs.db', 'desktop.ini', '._a.jpg', 'ehthumbs.db', '.localized', ...iconFile]) {
      writeFileSync(join(folder, name), 'junk');
    }
    mkdirSync(join(folder, '.Trashes'));
    writeFileSync(join(folder, '.Trashes', 'deleted'), 'junk');
    expect((await rejected(files.find(folder))).code).toBe('folder-empty');
  });

  test.each(['.DS_Store', 'Thumbs.db'])('%s that the user named is shared all the same', async (name) => {
    const path = join(newFolder(), name);
    writeFileSync(path, 'wanted');
    expect((await files.find(path)).files).toHaveLength(1);
  });

  test.each(['.bashrc', '.config.json', 'Thumbs.db.txt', 'my desktop.ini', 'Icon', '_notes'])(
    'keeps %s, which only looks like junk',
    async (name) => {
      const folder = newFolder();
      writeFileSync(join(folder, name), 'kept');
      expect((await files.find(folder)).files).toHaveLength(1);
    },
  );

  test('a hundred folders deep ends with a reason and gives what lies above', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'top.txt'), 'top');
    const deep = join(folder, ...Array.from({ length: 100 }, () => 'd'));
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'bottom.txt'), 'bottom');
    const found = await files.find(folder);
    expect(found.files.map(({ name }) => name.split('/').at(-1))).toEqual(['top.txt']);
    expect(found.refused.map(({ failure }) => failure.detail.reason)).toEqual(['it is nested too deep']);
  });

  test('of a thousand files gives a thousand', async () => {
    const folder = newFolder();
    for (let index = 0; index < 1_000; index += 1)
      writeFileSync(join(folder, `f${String(index).padStart(4, '0')}`), '');
    const { files: found } = await files.find(folder);
    expect([found.length, found[0]?.name.slice(-5), found.at(-1)?.name.slice(-5)]).toEqual([1_000, 'f0000', 'f0999']);
  });

  test('that is named with a slash at its end is the same folder', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'a'), '');
    expect((await files.find(`${folder}/`)).files[0]?.name).toBe(`${basename(folder)}/a`);
  });

  test('an empty path is not the folder one happens to be in', async () => {
    expect((await rejected(files.find(''))).code).toBe('file-missing');
  });
});

describe('odd names', () => {
  // macOS joins the forms of a letter, too.
  const anyName = onPosix('files of any name') && process.platform === 'linux';
  const possible = hostileNames.filter(
    ([, name]) => name !== '' && !/^\.{1,2}$|[/\0]/.test(name) && name.isWellFormed() && Buffer.byteLength(name) <= 255,
  );

  test.runIf(anyName).each(possible)('%s: is found by its own name and read', async (_what, name) => {
    const folder = newFolder();
    writeFileSync(join(folder, name), `content of ${name}`);
    const [found] = (await files.find(join(folder, name))).files;
    expect(found?.name).toBe(name);
    const file = await files.open(found?.path ?? '');
    const target = Buffer.alloc(file.snapshot.sizeBytes);
    await file.read(0, target);
    await file.close();
    expect(target.toString()).toBe(`content of ${name}`);
  });

  test.runIf(anyName)('two forms of one letter are two files', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'é.txt'.normalize('NFC')), 'composed');
    writeFileSync(join(folder, 'é.txt'.normalize('NFD')), 'decomposed');
    expect((await files.find(folder)).files).toHaveLength(2);
  });

  test.runIf(anyName)('a name that is no UTF-8 is given under one that can be written', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'fine.txt'), '');
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/latin-`), Buffer.from([0xe9])]), '');
    const found = await files.find(folder);
    expect(found.files.map(({ name }) => name.split('/')[1])).toEqual(['fine.txt', 'latin-_']);
    expect(found.refused).toEqual([]);
  });

  test.each([
    ['a NUL', 'a\0b'],
    ['too long', 'x'.repeat(300)],
  ])('%s is no file', async (_what, name) => {
    expect((await rejected(files.find(join(scratch, name)))).code).toMatch(/^file-(missing|unreadable)$/);
  });

  test('a file as if it were a folder is missing', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'a.txt'), '');
    expect((await rejected(files.find(join(folder, 'a.txt', 'b.txt')))).code).toBe('file-missing');
  });
});

test('a renamed file is read on, and still the same', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'a'), 'content');
  const file = await files.open(join(folder, 'a'));
  renameSync(join(folder, 'a'), join(folder, 'b'));
  const now = await file.inspect();
  expect([now.inode, now.mtimeNs, now.sizeBytes]).toEqual([
    file.snapshot.inode,
    file.snapshot.mtimeNs,
    file.snapshot.sizeBytes,
  ]);
  await file.close();
});

describe.runIf(onPosix('file modes'))('without the right to', () => {
  const run = promisify(execFile);
  let child = '';
  beforeAll(async () => {
    child = await bundleForNode('test/ports/files-child.ts');
  });
  afterAll(() => rmSync(resolve(child, '..'), { recursive: true, force: true }));

  /** Rights do not hold root back: as root the child gives up every capability. */
  const look = async (path: string): Promise<unknown> => {
    const command = [process.execPath, child, path];
    const [program = '', ...args] =
      process.getuid?.() === 0 ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all', ...command] : command;
    return JSON.parse((await run(program, args)).stdout);
  };

  test('read it, a file is found and cannot be opened, and the reason is said', async () => {
    const path = join(newFolder(), 'secret.txt');
    writeFileSync(path, 'x', { mode: 0o000 });
    expect(await look(path)).toEqual({
      found: ['secret.txt'],
      refused: [],
      opened: ['file-unreadable: you have no right to'],
    });
  });

  test('list it, a folder is unreadable', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o000);
    expect(await look(folder)).toEqual({ failed: 'file-unreadable: you have no right to' });
    chmodSync(folder, 0o700);
  });

  test('list a folder inside, the rest is given', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'closed'), { mode: 0o000 });
    writeFileSync(join(folder, 'open.txt'), '');
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    expect(await look(folder)).toEqual({
      found: [`${name}/open.txt`],
      refused: [`${name}/closed: file-unreadable`],
      opened: ['read'],
    });
  });
});

describe('files for what has none', () => {
  test.runIf(onPosix('file modes'))('are for the owner only', async () => {
    const folder = join(newFolder(), 'clipboard');
    const one = await createTempFiles(folder).create('Text 1.txt', Buffer.from('one'));
    expect([folder, dirname(one), one].map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual([
      '700',
      '700',
      '600',
    ]);
  });

  test('have exactly the name, in a folder of their own', async () => {
    const folder = join(newFolder(), 'clipboard');
    const temp = createTempFiles(folder);
    const [one, two] = await Promise.all([
      temp.create('Text 1.txt', Buffer.from('one')),
      temp.create('Text 1.txt', Buffer.from('two')),
    ]);
    expect(one).not.toBe(two);
    expect(basename(one)).toBe('Text 1.txt');
    await temp.keepOnly([two]);
    expect(() => statSync(dirname(one))).toThrow('ENOENT');
    expect(statSync(two).size).toBe(3);
    await createTempFiles(folder).keepOnly([]);
    expect(() => statSync(dirname(two))).toThrow('ENOENT');
  });

  test('are kept under whatever way leads to them', async () => {
    const place = newFolder();
    symlinkSync(place, `${place}-link`);
    const temp = createTempFiles(join(`${place}-link`, 'clipboard'));
    const path = await temp.create('Text.txt', Buffer.from('x'));
    await temp.keepOnly([path.replace('-link', '')]);
    expect(statSync(path).size).toBe(1);
  });

  test('never remove anything that is not theirs', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'mine.txt'), 'keep');
    mkdirSync(join(folder, 'mine'));
    await createTempFiles(folder).keepOnly([]);
    expect(statSync(join(folder, 'mine.txt')).size).toBe(4);
    expect(statSync(join(folder, 'mine')).isDirectory()).toBe(true);
  });

  test('that were never made need no folder', async () => {
    await expect(createTempFiles(join(newFolder(), 'none')).keepOnly([])).resolves.toBeUndefined();
  });
});
