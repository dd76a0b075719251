// What lies in a profile is found for no share, and nothing is saved there, whatever path leads to it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createArrivalFiles } from '../../main/adapters/files/arrival-files';
import { createFiles } from '../../main/adapters/files/files';
import { isAlive } from '../../main/adapters/files/processes';
import { ownProfiles } from '../../main/adapters/files/own-profiles';
import { createTempFiles } from '../../main/adapters/files/temp-files';
import { rejected } from '../fakes/failing';
import { onPosix } from '../platform';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'mayfly-own-')));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let count = 0;
let home: string;
let profile: string;
const at = (...path: readonly string[]) => join(home, ...path);
beforeEach(() => {
  home = join(scratch, `home${(count += 1)}`);
  profile = at('data', 'mayfly');
  mkdirSync(join(profile, 'sealed'), { recursive: true });
  for (const name of ['mayfly.db', 'mayfly.db-wal', 'sealed/0f']) writeFileSync(join(profile, name), 'a key');
  writeFileSync(at('data', 'report.txt'), 'a report');
  vi.stubEnv('MAYFLY_PROFILE_DIR', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
});

const files = () => createFiles(undefined, Infinity, ownProfiles(profile));
const codeOf = async (path: string) => (await rejected(files().find(path))).code;
const found = async (source: ReturnType<typeof createFiles>, path: string) => {
  const { files: some, refused } = await source.find(path);
  return {
    names: some.map(({ name }) => name),
    refused: refused.map(({ name, failure }) => [name, failure.code]),
  };
};

describe('a share', () => {
  test('of a folder above the profile is one without it, and says so', async () => {
    expect(await found(files(), home)).toEqual({
      names: [`home${count}/data/report.txt`],
      refused: [[`home${count}/data/mayfly`, 'file-of-mayfly']],
    });
  });

  test.each(['', 'mayfly.db', 'mayfly.db-wal', 'sealed', 'sealed/0f'])(
    'of the profile’s “%s” is refused',
    async (name) => {
      expect(await codeOf(join(profile, name))).toBe('file-of-mayfly');
    },
  );

  test('of several files of the profile names each', async () => {
    const source = files();
    const names = ['mayfly.db', 'mayfly.db-wal'];
    const failures = await Promise.all(names.map((name) => rejected(source.find(join(profile, name)))));
    expect(failures.map(({ detail }) => detail.fileName)).toEqual(names);
  });

  test.runIf(onPosix('symbolic links'))('by a link into the profile is refused', async () => {
    symlinkSync(profile, at('folder'));
    symlinkSync(join(profile, 'mayfly.db'), at('file'));
    for (const path of ['folder', 'folder/sealed', 'folder/mayfly.db', 'file']) {
      expect([path, await codeOf(at(path))]).toEqual([path, 'file-of-mayfly']);
    }
  });

  test.runIf(onPosix('symbolic links'))('of the folder that the profile is a link to is one without it', async () => {
    symlinkSync(profile, at('link'));
    expect((await found(createFiles(undefined, 0, ownProfiles(at('link'))), at('data'))).names).toEqual([
      'data/report.txt',
    ]);
  });

  test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    'of a mount of the profile is refused',
    async ({ skip }) => {
      mkdirSync(at('mount'));
      try {
        execFileSync('mount', ['--bind', profile, at('mount')], { stdio: 'ignore' });
      } catch {
        skip('a container may have no right to mount');
      }
      onTestFinished(() => void execFileSync('umount', [at('mount')]));
      expect(await codeOf(at('mount', 'mayfly.db'))).toBe('file-of-mayfly');
      expect((await found(files(), home)).names).toEqual([`home${count}/data/report.txt`]);
    },
  );

  test('leaves out a profile that another process uses, whose path is known nowhere', async () => {
    mkdirSync(at('data', 'of another process'));
    for (const name of ['mayfly.db', 'sealed']) writeFileSync(at('data', 'of another process', name), 'a key');
    expect((await found(files(), at('data'))).names).toEqual(['data/report.txt']);
    expect(await codeOf(at('data', 'of another process'))).toBe('file-of-mayfly');
  });

  test('leaves out the profile of the environment beside the one in use', async () => {
    mkdirSync(at('named'));
    writeFileSync(at('named', 'mayfly.db'), 'a key');
    vi.stubEnv('MAYFLY_PROFILE_DIR', at('named'));
    expect((await found(files(), home)).names).toEqual([`home${count}/data/report.txt`]);
  });

  test.runIf(process.platform === 'linux')('leaves out the usual profile beside the one in use', async () => {
    mkdirSync(at('usual', 'mayfly'), { recursive: true });
    writeFileSync(at('usual', 'mayfly', 'mayfly.db'), 'a key');
    vi.stubEnv('XDG_DATA_HOME', at('usual'));
    expect((await found(files(), home)).names).toEqual([`home${count}/data/report.txt`]);
  });

  test.each(['temp', 'clipboard'])('of what Mayfly wrote in “%s” to share it is made', async (folder) => {
    const path = await createTempFiles(join(profile, folder)).create('note.txt', Buffer.from('a note'));
    expect((await found(files(), path)).names).toEqual(['note.txt']);
    expect((await found(files(), at('data'))).names).toEqual(['data/report.txt']);
  });
});

describe('what others send', () => {
  const arrivals = () => createArrivalFiles(process.pid, isAlive, ownProfiles(profile));

  test.each(['', 'sealed', 'new', 'new/deep'])('is not saved in the profile’s “%s”', async (name) => {
    const failure = await rejected(arrivals().prepare(join(profile, name)));
    expect([failure.code, failure.detail.reason]).toEqual(['folder-unusable', 'Mayfly keeps its own files there']);
    expect(existsSync(join(profile, 'new'))).toBe(false);
  });

  test.runIf(onPosix('symbolic links'))('is not saved there by a link', async () => {
    symlinkSync(profile, at('folder'));
    expect((await rejected(arrivals().prepare(at('folder', 'new')))).code).toBe('folder-unusable');
    expect(existsSync(join(profile, 'new'))).toBe(false);
  });

  test('is not saved in the profile of the environment by a command without one', async () => {
    vi.stubEnv('MAYFLY_PROFILE_DIR', profile);
    const failure = await rejected(createArrivalFiles(process.pid, isAlive).prepare(join(profile, 'new')));
    expect([failure.code, existsSync(join(profile, 'new'))]).toEqual(['folder-unusable', false]);
  });

  test('is saved beside it', async () => {
    expect(await arrivals().prepare(at('data', 'in'))).toBe(at('data', 'in'));
  });
});
