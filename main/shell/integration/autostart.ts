// Starts Mayfly with a Linux session by a file in the user's autostart folder.
// Source: freedesktop.org Desktop Application Autostart Specification.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { autostartEntry, formerAutostartEntry } from '../../core/desktop/rules/user-entries';
import { autostartFile } from './desktop-entry';
import { configHome } from './xdg-folders';

/** The file's path. Renames or removes a file under the former name, or a session would start Mayfly twice. Raises file system errors. */
function autostartPath(): string {
  const path = join(configHome(), ...autostartEntry);
  const former = join(configHome(), ...formerAutostartEntry);
  if (existsSync(former)) {
    if (existsSync(path)) rmSync(former);
    else renameSync(former, path);
  }
  return path;
}

export const autostart = (command: readonly string[]) => ({
  isOn: () => existsSync(autostartPath()),
  set(on: boolean, hidden: boolean): void {
    const path = autostartPath();
    if (!on) return rmSync(path, { force: true });
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return writeFileSync(path, autostartFile(command, hidden), { mode: 0o600 });
  },
});
