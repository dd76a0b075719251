// Why this exists: Mayfly starts with the session when the user wants it: an autostart file on Linux, the system's own list elsewhere.
// Source: freedesktop.org Desktop Application Autostart Specification.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { autostartEntry } from '../domain/user-entries';
import { autostartFile } from './desktop-entry';
import { configHome } from './user-folders';

export interface Login {
  readonly isOn: () => boolean;
  /** `hidden`: only the icon shows then. Raises what the disk says. */
  readonly set: (on: boolean, hidden: boolean) => void;
}

function onLinux(command: readonly string[]): Login {
  const path = join(configHome(), ...autostartEntry);
  return {
    isOn: () => existsSync(path),
    set(on, hidden) {
      if (!on) return rmSync(path, { force: true });
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      return writeFileSync(path, autostartFile(command, hidden), { mode: 0o600 });
    },
  };
}

const bySystem: Login = {
  isOn: () => app.getLoginItemSettings().openAtLogin,
  set: (on, hidden) => app.setLoginItemSettings({ openAtLogin: on, args: hidden ? ['--hidden'] : [] }),
};

/** `command` starts Mayfly, without a switch for hiding. */
export const createLogin = (command: readonly string[]): Login =>
  process.platform === 'linux' ? onLinux(command) : bySystem;
