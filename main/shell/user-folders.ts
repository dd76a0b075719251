// Why this exists: where a desktop looks for what belongs to the user. Source: freedesktop.org XDG Base Directory Specification; on macOS the
// library of the user.
import { homedir } from 'node:os';
import { join } from 'node:path';

export const configHome = (): string => process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
export const dataHome = (): string => process.env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share');
/** Services and Quick Actions of macOS. */
export const servicesHome = (): string => join(homedir(), 'Library', 'Services');
