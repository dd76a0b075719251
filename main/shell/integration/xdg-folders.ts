// The user's data and configuration folders. Source: freedesktop.org XDG Base Directory Specification; on macOS the
// library of the user.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The specification says to ignore a relative path. */
const folderFrom = (name: string): string | undefined => {
  const path = process.env[name] ?? '';
  return isAbsolute(path) ? path : undefined;
};

export const configHome = (): string => folderFrom('XDG_CONFIG_HOME') ?? join(homedir(), '.config');
export const dataHome = (): string => folderFrom('XDG_DATA_HOME') ?? join(homedir(), '.local', 'share');
/** Services and Quick Actions of macOS. */
export const servicesHome = (): string => join(homedir(), 'Library', 'Services');
