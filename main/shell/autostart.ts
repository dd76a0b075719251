// Why this exists: a Linux desktop starts with the session what has a file in the user's autostart folder.
// Source: freedesktop.org Desktop Application Autostart Specification.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { desktopId } from '../domain/desktop-id';
import { autostartFile } from './desktop-entry';
import { configHome } from './user-folders';

/** What Mayfly 0.1 called it. */
const oldName = 'mayfly.desktop';

/** The file, under the name it has today: with one of each name a session starts Mayfly twice. Raises what the disk says. */
function autostartPath(): string {
  const folder = join(configHome(), 'autostart');
  const path = join(folder, `${desktopId}.desktop`);
  const old = join(folder, oldName);
  if (existsSync(old)) {
    if (existsSync(path)) rmSync(old);
    else renameSync(old, path);
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
