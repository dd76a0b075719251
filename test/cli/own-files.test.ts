// `--remove-my-data` in folders that hold a person's own files too: their own profile folder, or one behind a link.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createKeptPictures } from '../../main/adapters/files/kept-pictures';
import { createTempFiles } from '../../main/adapters/files/temp-files';
import { onPosix } from '../platform';
import { interrupt, runCli, startCli } from './run-cli';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mayfly-own-')));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text = 'mine'): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const filesOf = (place: string) =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .sort();

/** Names that Mayfly uses too, with contents of the person's own. */
const mine = [
  'bucket/blobs/0123456789abcdef0123456789abcdef',
  'bucket/photos.zip',
  'bucket-session/1-notes.txt',
  'chromium/README.md',
  'clipboard/clip-videos/a.mp4',
  'clipboard/clip-videos/b.mp4',
  'logs/app.log',
  'mayfly.dbx',
  'sealed/envelope.txt',
  'secrets/diary.json',
  'temp/clip-notes.txt',
  'temp/dragged/link-list.txt',
  'temp/draft.txt',
  'thesis.txt',
  'thumbnails/clip-abc123.png',
  'thumbnails/me.png',
  'window.json',
].sort();

const pngHead = Buffer.from('89504e470d0a1a0a', 'hex');

/** A profile with a served link, a sealed secret, a clipboard file and its thumbnail, among the person's own files. */
async function use(profileDir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const file = join(folder, 'shared.txt');
  put(file);
  const serving = startCli(['share', file], { env });
  await serving.firstLine();
  await interrupt(serving);
  const path = await createTempFiles(join(profileDir, 'clipboard')).create('text.txt', Buffer.from('x'));
  await createKeptPictures(join(profileDir, 'thumbnails'), async (picture) => picture).keep(path, pngHead);
}

const envOf = (home: string) => ({
  HOME: home,
  XDG_DATA_HOME: join(home, 'data'),
  XDG_CONFIG_HOME: join(home, 'config'),
  XDG_CACHE_HOME: join(home, 'cache'),
});

test('removing the data of a named profile leaves the files of the person in folders of the same names', async () => {
  const named = join(folder, 'named');
  for (const name of mine) put(join(named, name));
  await use(named, { ...envOf(folder), MAYFLY_PROFILE_DIR: named });
  const { code, stdout } = await runCli(['--remove-my-data', '--yes', '--json', '--profile-dir', named], {
    env: envOf(folder),
  });
  // 6: no keychain could be asked.
  expect([0, 6]).toContain(code);
  expect(filesOf(named)).toEqual(mine);
  const { removed } = JSON.parse(stdout) as { readonly removed: readonly string[] };
  expect(removed).toEqual(expect.arrayContaining([join(named, 'mayfly.db'), join(named, 'logs', 'mayfly.log')]));
  for (const path of removed) expect(existsSync(path)).toBe(false);
});

test('a folder called bucket that is no bucket of Mayfly is left whole', async () => {
  const named = join(folder, 'named');
  for (const name of mine) put(join(named, name));
  put(join(named, 'mayfly.db'), '');
  put(join(named, 'bucket', 'journal'), 'dear diary');
  await runCli(['--remove-my-data', '--yes', '--profile-dir', named], { env: envOf(folder) });
  expect(filesOf(named)).toEqual([...mine, 'bucket/journal'].sort());
});

test.runIf(onPosix('Windows makes no links without a right'))(
  'removing everything goes through a linked profile for what Mayfly made alone, and shows where that lies',
  async () => {
    const env = envOf(folder);
    const disk = join(folder, 'disk');
    put(join(disk, 'thesis.txt'));
    put(join(disk, 'chromium', 'browser.cc'));
    mkdirSync(join(folder, 'data'));
    symlinkSync(disk, join(folder, 'data', 'mayfly'));
    await use(disk, env);
    const { stdout } = await runCli(['--remove-my-data', '--yes'], { env });
    expect(stdout).toContain(`removed ${join(disk, 'mayfly.db')}\n`);
    expect(filesOf(disk)).toEqual(['chromium/browser.cc', 'thesis.txt']);
    expect(readFileSync(join(folder, 'data', 'mayfly', 'thesis.txt'), 'utf8')).toBe('mine');
  },
);

test('a start clears no folder of the person that is called like one of its own', async () => {
  const place = join(folder, 'clipboard');
  put(join(place, 'clip-videos', 'a.mp4'));
  put(join(place, 'clip-videos', 'b.mp4'));
  const temp = createTempFiles(place);
  await temp.create('text.txt', Buffer.from('x'));
  await temp.keepOnly([]);
  expect(filesOf(place)).toEqual(['clip-videos/a.mp4', 'clip-videos/b.mp4']);
});
