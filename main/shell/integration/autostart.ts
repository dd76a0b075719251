// Starts Mayfly with a Linux session by a file in the user's autostart folder.
// Source: freedesktop.org Desktop Application Autostart Specification.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { autostartEntry } from '../../core/model/desktop/user-entries';
import { autostartFile } from './desktop-entry';
import { configHome } from '../../adapters/files/profile-folder';

const autostartPath = (): string => join(configHome(), ...autostartEntry);

export const autostart = (command: readonly string[]) => ({
  isOn: () => existsSync(autostartPath()),
  set(on: boolean, hidden: boolean): void {
    const path = autostartPath();
    if (!on) return rmSync(path, { force: true });
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return writeFileSync(path, autostartFile(command, hidden), { mode: 0o600 });
  },
});
