// The OtherPrograms port on the files of rclone, mc and Cyberduck, where each keeps them on this system.
import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { OtherPrograms, OtherSettings } from '../../core/ports/other-programs';
import { homeFolder } from './profile-folder';

/** More than any of these files has. */
const longestBytes = 1_048_576;
const mostBookmarks = 200;
/** Opening a named pipe must not wait for its writer; Windows has no such flag. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Paths of files, of Cyberduck of folders. Sources: rclone documentation, "--config" (the first that exists); mc, `MC_CONFIG_DIR` and the folder named after its program; Cyberduck
 * documentation, "Application Support Folder".
 */
export function placesOf(platform: NodeJS.Platform, home: string, env: Environment): OtherSettings {
  const roaming = env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const mcFolders =
    platform === 'win32'
      ? [join(home, 'mc'), join(home, 'mcli')]
      : ['.mc', '.mcli', '.minio-client'].map((name) => join(home, name));
  const rclone = [
    ...(platform === 'win32' ? [join(roaming, 'rclone', 'rclone.conf')] : []),
    join(config, 'rclone', 'rclone.conf'),
    join(home, '.config', 'rclone', 'rclone.conf'),
    join(home, '.rclone.conf'),
  ];
  const library = join(home, 'Library');
  const cyberduck =
    platform === 'darwin'
      ? [
          join(library, 'Group Containers', 'G69SCX94XU.duck', 'Library', 'Application Support', 'duck', 'Bookmarks'),
          join(library, 'Application Support', 'Cyberduck', 'Bookmarks'),
        ]
      : platform === 'win32'
        ? [join(roaming, 'Cyberduck', 'Bookmarks')]
        : [join(home, '.duck', 'Bookmarks'), join(home, '.duck', 'bookmarks')];
  return {
    rclone: env['RCLONE_CONFIG'] ? [env['RCLONE_CONFIG']] : [...new Set(rclone)],
    mc: (env['MC_CONFIG_DIR'] ? [env['MC_CONFIG_DIR']] : mcFolders).map((folder) => join(folder, 'config.json')),
    cyberduck,
  };
}

/** `undefined` for a file that is missing, unreadable, no regular file, or too long. */
async function textOf(path: string): Promise<string | undefined> {
  const file = await open(path, readOnly).catch(() => undefined);
  try {
    const info = await file?.stat();
    if (file === undefined || info?.isFile() !== true || info.size > longestBytes) return undefined;
    return await file.readFile('utf8');
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

async function textsOf(paths: readonly string[]): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const path of paths) {
    const text = await textOf(path);
    if (text !== undefined) texts.push(text);
  }
  return texts;
}

async function bookmarksIn(folders: readonly string[]): Promise<readonly string[]> {
  const paths: string[] = [];
  // Where names differ in case alone, two places may be one folder.
  const there = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)));
  for (const folder of new Set(there)) {
    const names = await readdir(folder).catch(() => []);
    paths.push(...names.filter((name) => name.endsWith('.duck')).map((name) => join(folder, name)));
  }
  return textsOf(paths.toSorted().slice(0, mostBookmarks));
}

export function createOtherPrograms(
  places: () => OtherSettings = () => placesOf(process.platform, homeFolder(), process.env),
): OtherPrograms {
  return {
    async read() {
      const { rclone, mc, cyberduck } = places();
      // rclone reads the first of its files alone.
      const [conf] = await textsOf(rclone);
      return {
        rclone: conf === undefined ? [] : [conf],
        mc: await textsOf(mc),
        cyberduck: await bookmarksIn(cyberduck),
      };
    },
  };
}
