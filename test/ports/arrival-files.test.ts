// The twin and the real folders are held to one suite; what only disks do comes after it.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import disk, { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createArrivalFiles } from '../../main/adapters/files/arrival-files';
import { isAlive } from '../../main/adapters/files/processes';
import type { ArrivalFiles } from '../../main/core/ports/arrival-files';
import { rejected } from '../fakes/failing';
import { createMemoryArrivalFiles } from '../fakes/memory-arrival-files';
import { filesAmong, onPosix } from '../platform';

const origin = 'https://s3.example';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let home: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'mayfly-arrivals-')));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function store(
  files: ArrivalFiles,
  folder: string,
  name: string,
  text: string,
  below?: string,
): Promise<boolean> {
  const writer = await files.begin(folder, 'one');
  try {
    await writer.write(Buffer.from(text.slice(0, 1)));
    await writer.write(Buffer.from(text.slice(1)));
    expect(await writer.finish(origin)).toEqual({ sizeBytes: text.length, sha256: sha256(text) });
    return await writer.publish(name, below);
  } finally {
    await writer.discard();
  }
}

describe.each<[string, () => ArrivalFiles]>([
  ['memory', createMemoryArrivalFiles],
  ['a disk', () => createArrivalFiles(process.pid, isAlive)],
])('files of guests in %s', (_what, open) => {
  test('get a name that nothing has, and nothing else', async () => {
    const files = open();
    const folder = await files.prepare(join(home, 'in', 'deep'));
    expect(await store(files, folder, 'a.txt', 'abc')).toBe(true);
    expect(await store(files, folder, 'a.txt', 'other')).toBe(false);
    expect(await files.inspect(folder, 'a.txt')).toEqual({ sizeBytes: 3, sha256: sha256('abc') });
    expect([await files.has(folder, 'a.txt'), await files.has(folder, 'b')]).toEqual([true, false]);
    expect(await files.inspect(folder, 'b')).toBeUndefined();
  });

  test('have a free folder where nothing is', async () => {
    const files = open();
    const folder = join(home, 'new');
    expect(await files.isFree(folder)).toBe(true);
    await files.prepare(folder);
    expect(await files.isFree(folder)).toBe(true);
    await store(files, folder, 'a.txt', 'abc');
    expect(await files.isFree(folder)).toBe(false);
  });

  test('get a name in a folder below theirs, where it is there', async () => {
    const files = open();
    const folder = await files.prepare(join(home, 'in'));
    const inner = await files.prepare(join(folder, 'trip', 'day 1'));
    expect(await store(files, folder, 'a.txt', 'abc', 'trip/day 1')).toBe(true);
    expect(await store(files, folder, 'a.txt', 'other', 'trip/day 1')).toBe(false);
    expect(await files.inspect(inner, 'a.txt')).toEqual({ sizeBytes: 3, sha256: sha256('abc') });
    expect([await files.has(folder, 'trip'), await files.has(folder, 'a.txt')]).toEqual([true, false]);
    expect(await files.isFree(join(folder, 'trip'))).toBe(false);
    expect((await rejected(files.prepare(join(inner, 'a.txt')))).code).toBe('folder-unusable');
    expect((await rejected(store(files, folder, 'b.txt', 'abc', 'gone'))).code).toBe('folder-missing');
  });

  test('fail where the folder is gone', async () => {
    const files = open();
    expect((await rejected(files.begin(join(home, 'gone'), 'one'))).code).toBe('folder-missing');
    await files.removeLeft(join(home, 'gone'), new Set(['one']));
    expect((await rejected(files.has(join(home, 'gone'), 'a'))).code).toBe('folder-missing');
  });
});

const marks = process.platform === 'linux' && spawnSync('gio', ['--version']).status === 0;

describe('on a disk', () => {
  const files = createArrivalFiles(process.pid, isAlive);

  test.runIf(marks)('a file says where it came from, and no more than the server’s address', async () => {
    await store(files, home, 'a.txt', 'abc');
    const told = execFileSync('gio', ['info', '-a', 'xattr::*', join(home, 'a.txt')], { encoding: 'utf8' });
    expect(told).toContain(`xattr::xdg.origin.url: ${origin}\n`);
  });

  test('no temporary file stays, and what an ended process left goes', async () => {
    await writeFile(join(home, '.mayfly-one-999999999.part'), 'left');
    await writeFile(join(home, '.mayfly-other-999999999.part'), 'of another file');
    await store(files, home, 'a.txt', 'abc');
    await files.removeLeft(home, new Set(['one', 'two']));
    expect(filesAmong(await readdir(home)).sort()).toEqual(['.mayfly-other-999999999.part', 'a.txt']);
  });

  test.runIf(onPosix('symbolic links need no right there'))(
    'a symbolic link in place of the folder takes nothing',
    async () => {
      const folder = await files.prepare(join(home, 'in'));
      const elsewhere = await files.prepare(join(home, 'elsewhere'));
      const writer = await files.begin(folder, 'one');
      await writer.write(Buffer.from('abc'));
      await writer.finish(origin);
      await rename(folder, join(home, 'away'));
      await symlink(elsewhere, folder);
      expect((await rejected(writer.publish('a.txt'))).code).toBe('folder-unusable');
      await writer.discard();
      expect((await rejected(files.begin(folder, 'two'))).code).toBe('folder-unusable');
      expect(await readdir(elsewhere)).toEqual([]);
      // A folder that the user chose by a link is the folder itself.
      expect(await files.prepare(folder)).toBe(elsewhere);
    },
  );

  test.runIf(process.platform === 'linux')('a folder in /proc cannot be used, at once', async () => {
    expect((await rejected(files.prepare('/proc/x'))).code).toBe('folder-unusable');
  });

  test.runIf(onPosix('symbolic links need no right there'))(
    'a link, a folder or a pipe under the name is no file',
    async () => {
      await mkdir(join(home, 'folder'));
      await writeFile(join(home, 'secret'), 'secret');
      await symlink(join(home, 'secret'), join(home, 'link'));
      for (const name of ['folder', 'link']) {
        expect(await store(files, home, name, 'abc')).toBe(false);
        expect(await files.inspect(home, name)).toBeUndefined();
      }
      expect(await readFile(join(home, 'secret'), 'utf8')).toBe('secret');
    },
  );
});

describe('on a disk without hard links', () => {
  const files = createArrivalFiles(process.pid, isAlive);
  const refuseLinks = (code: string) => {
    vi.spyOn(disk, 'link').mockRejectedValue(Object.assign(new Error(code), { code }));
    syncBuiltinESMExports();
  };
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  test.each(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EINVAL', 'EISDIR', 'UNKNOWN'])(
    'a file gets a name that nothing has, and nothing else (%s)',
    async (code) => {
      refuseLinks(code);
      expect(await store(files, home, 'a.txt', 'abc')).toBe(true);
      expect(await store(files, home, 'a.txt', 'other')).toBe(false);
      expect(await readFile(join(home, 'a.txt'), 'utf8')).toBe('abc');
      expect(filesAmong(await readdir(home))).toEqual(['a.txt']);
    },
  );

  test.runIf(onPosix('symbolic links need no right there'))('a link or a folder under the name stays', async () => {
    refuseLinks('EPERM');
    await mkdir(join(home, 'folder'));
    await symlink(join(home, 'nowhere'), join(home, 'link'));
    for (const name of ['folder', 'link']) expect(await store(files, home, name, 'abc')).toBe(false);
    expect(filesAmong(await readdir(home)).toSorted()).toEqual(['folder', 'link']);
  });

  test('a name that was reserved for a file is free again where the file could not get it', async () => {
    refuseLinks('EPERM');
    vi.spyOn(disk, 'rename').mockRejectedValueOnce(Object.assign(new Error('EIO'), { code: 'EIO' }));
    syncBuiltinESMExports();
    expect((await rejected(store(files, home, 'a.txt', 'abc'))).code).toBe('folder-unusable');
    expect(filesAmong(await readdir(home))).toEqual([]);
    expect(await store(files, home, 'a.txt', 'abc')).toBe(true);
  });

  test('another error of the disk is its failure, and no file stays', async () => {
    refuseLinks('EIO');
    expect((await rejected(store(files, home, 'a.txt', 'abc'))).code).toBe('folder-unusable');
    expect(filesAmong(await readdir(home))).toEqual([]);
  });
});
