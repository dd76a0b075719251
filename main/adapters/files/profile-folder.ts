// The folders of the profile and the caches, the same for the window and the command line.
import { existsSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { Failure } from '../../core/model/failure';
import { makeFolders } from './make-folders';

/**
 * Absolute: HOME, else what the system knows of the user. A user of whom it knows nothing, as in containers, has the root for one, where no profile can be
 * made. With an empty or a relative HOME the profile would lie in whichever folder a command runs.
 */
export function homeFolder(): string {
  for (const known of [homedir, () => userInfo().homedir]) {
    try {
      const folder = known();
      if (isAbsolute(folder)) return folder;
    } catch {
      // No such user.
    }
  }
  return resolve('/');
}

/** A folder of the XDG Base Directory Specification, which lets a relative one count as none. */
function xdgFolder(name: string, ...usual: readonly string[]): string {
  const given = process.env[name];
  return given !== undefined && isAbsolute(given) ? given : join(homeFolder(), ...usual);
}

/** The user's folders for programs' data and for their settings. */
export const dataHome = (): string => xdgFolder('XDG_DATA_HOME', '.local', 'share');
export const configHome = (): string => xdgFolder('XDG_CONFIG_HOME', '.config');

/** Services and Quick Actions of macOS. */
export const servicesHome = (): string => join(homeFolder(), 'Library', 'Services');

/** The profile: ledger, sealed secrets, bucket on this computer and log, in one folder on every system. */
export function defaultProfileDir(): string {
  switch (process.platform) {
    case 'darwin':
      return join(homeFolder(), 'Library', 'Application Support', 'Mayfly');
    case 'win32':
      return join(process.env['APPDATA'] ?? join(homeFolder(), 'AppData', 'Roaming'), 'Mayfly');
    default:
      return join(dataHome(), 'mayfly');
  }
}

/** The folder for files that a program can make again. */
export function cacheDir(): string {
  switch (process.platform) {
    case 'darwin':
      return join(homeFolder(), 'Library', 'Caches', 'mayfly');
    case 'win32':
      return join(process.env['LOCALAPPDATA'] ?? join(homeFolder(), 'AppData', 'Local'), 'Mayfly', 'Cache');
    default:
      return join(xdgFolder('XDG_CACHE_HOME', '.cache'), 'mayfly');
  }
}

/** For Node's compiled form of the command line's scripts. */
export const defaultCacheDir = (): string => join(cacheDir(), 'compiled');

/** For Chromium's own files: with the profile where it has a place of its own, and on Linux among the caches where it has the usual one. */
const chromiumDir = (profileDir: string): string =>
  process.platform === 'linux' && profileDir === defaultProfileDir()
    ? join(cacheDir(), 'chromium')
    : join(profileDir, 'chromium');

/** Marks a folder that Mayfly made and that others fill: one of the user's own has the same name in a profile of their choice. */
export const madeMark = 'made-by-mayfly';

export const ledgerName = 'mayfly.db';

/** Of `connection-mark.ts`. */
export const connectionsMark = 'connections-saved';

/** A folder without a ledger is no profile. */
export const hasLedger = (profileDir: string): boolean => existsSync(join(profileDir, ledgerName));

/** Makes the folder for Chromium, and marks it unless it was there before. */
export function makeChromiumDir(profileDir: string): string {
  const path = chromiumDir(profileDir);
  const wasThere = existsSync(path);
  makePrivateDir(path);
  if (!wasThere) writeFileSync(join(path, madeMark), '', { mode: 0o600 });
  return path;
}

/** Makes the folder, readable by its owner only. Raises `ledger-unusable`, `disk-full`. */
export function makePrivateDir(path: string): string {
  try {
    makeFolders(path, 0o700);
    return path;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Failure('disk-full', {}, error);
    const reason = /^(EACCES|EPERM|EROFS)$/.test(code) ? 'it is read-only' : 'its folder cannot be made';
    throw new Failure('ledger-unusable', { reason }, error);
  }
}
