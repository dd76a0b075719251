// Why this exists: the window and the command line must agree on where Mayfly keeps its things.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Electron's own choice of userData, computed without Electron: see "appData" in Electron's app.getPath. */
export function defaultProfileDir(): string {
  const home = homedir();
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Mayfly');
    case 'win32':
      return join(process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Mayfly');
    default:
      return join(process.env['XDG_CONFIG_HOME'] || join(home, '.config'), 'Mayfly');
  }
}

/** For what can be made again at any time. */
export function defaultCacheDir(): string {
  const home = homedir();
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches', 'mayfly', 'compiled');
    case 'win32':
      return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Mayfly', 'Cache', 'compiled');
    default:
      return join(process.env['XDG_CACHE_HOME'] || join(home, '.cache'), 'mayfly', 'compiled');
  }
}

/** Makes the folder, readable by its owner only. */
export function makePrivateDir(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}
