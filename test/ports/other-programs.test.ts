// The settings of rclone, mc and Cyberduck are read where each keeps them, and stay as they are.
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOtherPrograms, placesOf } from '../../main/adapters/files/other-programs';

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'programs');
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mayfly-programs-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(name: string, ...path: readonly string[]): Promise<string> {
  const target = join(home, ...path);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(join(fixtures, name), target);
  return target;
}

const rest = (places: readonly string[]) =>
  places.map((place) => place.replaceAll('\\', '/').replace(/^\/home\/me\//, ''));

describe('the places', () => {
  test.each([
    [
      'linux',
      {},
      ['.config/rclone/rclone.conf', '.rclone.conf'],
      ['.mc/config.json', '.mcli/config.json', '.minio-client/config.json'],
      '.duck/Bookmarks',
    ],
    [
      'linux',
      { XDG_CONFIG_HOME: '/x', MC_CONFIG_DIR: '/m' },
      ['/x/rclone/rclone.conf', '.config/rclone/rclone.conf', '.rclone.conf'],
      ['/m/config.json'],
      '.duck/Bookmarks',
    ],
    [
      'linux',
      { RCLONE_CONFIG: '/r.conf' },
      ['/r.conf'],
      ['.mc/config.json', '.mcli/config.json', '.minio-client/config.json'],
      '.duck/Bookmarks',
    ],
    [
      'darwin',
      {},
      ['.config/rclone/rclone.conf', '.rclone.conf'],
      ['.mc/config.json', '.mcli/config.json', '.minio-client/config.json'],
      'Library/Group Containers/G69SCX94XU.duck/Library/Application Support/duck/Bookmarks',
    ],
    [
      'win32',
      { APPDATA: '/home/me/AppData/Roaming' },
      ['AppData/Roaming/rclone/rclone.conf', '.config/rclone/rclone.conf', '.rclone.conf'],
      ['mc/config.json', 'mcli/config.json'],
      'AppData/Roaming/Cyberduck/Bookmarks',
    ],
  ] as const)('on %s with %j', (platform, env, rclone, mc, bookmarks) => {
    const places = placesOf(platform, '/home/me', env);
    expect([rest(places.rclone), rest(places.mc), rest(places.cyberduck)[0]]).toEqual([rclone, mc, bookmarks]);
  });
});

test('every file is read and none is changed', async () => {
  const paths = [
    await put('rclone.conf', '.config', 'rclone', 'rclone.conf'),
    await put('mc-config.json', '.mc', 'config.json'),
    await put('s3.duck', '.duck', 'Bookmarks', 'a.duck'),
  ];
  const facts = async () =>
    Promise.all(
      paths.map(async (path) => {
        const { mtimeNs, size, ino } = await stat(path, { bigint: true });
        return [await readFile(path, 'utf8'), mtimeNs, size, ino];
      }),
    );
  const before = await facts();
  const programs = createOtherPrograms(() => placesOf('linux', home, {}));
  const { rclone, mc, cyberduck } = await programs.read();
  expect([...rclone, ...mc, ...cyberduck]).toEqual(before.map(([text]) => text));
  expect(await facts()).toEqual(before);
});

test('of rclone only its first file counts; what is no file, too long or gone is left out', async () => {
  const programs = createOtherPrograms(() => placesOf('linux', home, {}));
  expect(await programs.read()).toEqual({ rclone: [], mc: [], cyberduck: [] });
  await put('rclone.conf', '.rclone.conf');
  const second = await put('rclone-encrypted.conf', '.config', 'rclone', 'rclone.conf');
  await mkdir(join(home, '.mc', 'config.json'), { recursive: true });
  await mkdir(join(home, '.duck', 'Bookmarks'), { recursive: true });
  await writeFile(join(home, '.duck', 'Bookmarks', 'long.duck'), 'x'.repeat(1_048_577));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(home, '.duck', 'Bookmarks', 'pipe.duck')]);
  await symlink('loop.duck', join(home, '.duck', 'Bookmarks', 'loop.duck'));
  expect(await programs.read()).toEqual({ rclone: [await readFile(second, 'utf8')], mc: [], cyberduck: [] });
});
