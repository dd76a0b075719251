// The window and the command line must agree on where Mayfly keeps its things.
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** A folder of the XDG Base Directory Specification, which lets a relative one count as none. */
function xdgFolder(name: string, ...usual: readonly string[]): string {
  const given = process.env[name];
  return given !== undefined && isAbsolute(given) ? given : join(homedir(), ...usual);
}

/** Of the user, for what programs keep and for how they are set. */
export const dataHome = (): string => xdgFolder('XDG_DATA_HOME', '.local', 'share');
export const configHome = (): string => xdgFolder('XDG_CONFIG_HOME', '.config');

/** Where the ledger, the sealed secrets, the bucket on this computer and the log lie, on every system in one folder. */
export function defaultProfileDir(): string {
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Mayfly');
    case 'win32':
      return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Mayfly');
    default:
      return join(dataHome(), 'mayfly');
  }
}

/** Where it was up to 0.1.0 on Linux: among the settings of programs, which people keep small and carry about. */
export const formerProfileDir = (): string | undefined =>
  process.platform === 'linux' ? join(configHome(), 'Mayfly') : undefined;

/** For what can be made again at any time. */
export function cacheDir(): string {
  switch (process.platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Caches', 'mayfly');
    case 'win32':
      return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Mayfly', 'Cache');
    default:
      return join(xdgFolder('XDG_CACHE_HOME', '.cache'), 'mayfly');
  }
}

/** For Node's compiled form of the command line's scripts. */
export const defaultCacheDir = (): string => join(cacheDir(), 'compiled');

/** For Chromium's own files: with the profile where it has a place of its own, and on Linux among the caches where it has the usual one. */
export const chromiumDir = (profileDir: string): string =>
  process.platform === 'linux' && profileDir === defaultProfileDir()
    ? join(cacheDir(), 'chromium')
    : join(profileDir, 'chromium');

/** What is ours among the caches of this user. */
export const ownCaches = (): readonly string[] => ['compiled', 'chromium'].map((name) => join(cacheDir(), name));

/** Says in a profile that it was moved, and from where, until nothing of the former one is left. */
export const movedMark = 'moved-from.json';

export const ledgerName = 'mayfly.db';

/** Every Mayfly makes its ledger: a folder without one is no profile. */
export const hasLedger = (profileDir: string): boolean => existsSync(join(profileDir, ledgerName));

export interface UsualProfile {
  readonly profileDir: string;
  /** Why it is still where it was, or what was moved; for the log. */
  readonly note?: string;
}

/** The folder of whoever names none. What lies in the former one is moved first, once. Never raises. */
export async function usualProfile(): Promise<UsualProfile> {
  const profileDir = defaultProfileDir();
  const former = formerProfileDir();
  if (former === undefined || !(hasLedger(former) || existsSync(join(profileDir, movedMark)))) return { profileDir };
  const { moveProfile } = await import('../profile/move-profile');
  return moveProfile(former, profileDir);
}

/** Makes the folder, readable by its owner only. */
export function makePrivateDir(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}
