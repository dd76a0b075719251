// Registers Mayfly for `mayfly:` links when the user enables them: on Linux by a desktop entry, elsewhere in the system's list.
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { app } from 'electron';
import { withDefault, withoutDefault } from '../../core/model/desktop/mime-apps';
import { defaultsList, linksEntry, linksType } from '../../core/model/desktop/user-entries';
import { desktopEntry, execLine, tryExec } from './desktop-entry';
import { configHome, dataHome } from '../../adapters/files/profile-folder';

export interface LinkHandler {
  readonly isOn: () => boolean;
  /** Raises file system errors. */
  readonly set: (on: boolean) => void;
}

const scheme = 'mayfly';
const entry = basename(join(...linksEntry));

/** Replaces the user's mimeapps.list atomically. */
function changeList(listPath: string, change: (text: string) => string): void {
  // A symbolic link stays one, because some users keep this file elsewhere.
  const path = existsSync(listPath) ? realpathSync(listPath) : listPath;
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const after = change(before);
  if (after === before) return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.mayfly`, after, { mode: 0o644 });
  renameSync(`${path}.mayfly`, path);
}

function onLinux(command: readonly string[]): LinkHandler {
  const path = join(dataHome(), ...linksEntry);
  const list = join(configHome(), ...defaultsList);
  return {
    isOn: () => existsSync(path),
    set(on) {
      if (!on) {
        changeList(list, (text) => withoutDefault(text, linksType, entry));
        return rmSync(path, { force: true });
      }
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // After `--` an argument is never a switch, whatever a page writes into its link.
      const Exec = execLine([...command, '--'], '%u');
      const text = desktopEntry({
        Name: 'Mayfly',
        Icon: 'mayfly',
        NoDisplay: 'true',
        TryExec: tryExec(command),
        Exec,
        MimeType: `${linksType};`,
      });
      writeFileSync(path, text, { mode: 0o600 });
      return changeList(list, (before) => withDefault(before, linksType, entry));
    },
  };
}

function bySystem([program = process.execPath, ...args]: readonly string[]): LinkHandler {
  const commandArguments = [...args, '--'];
  return {
    isOn: () => app.isDefaultProtocolClient(scheme, program, commandArguments),
    set(on) {
      if (on) app.setAsDefaultProtocolClient(scheme, program, commandArguments);
      else app.removeAsDefaultProtocolClient(scheme, program, commandArguments);
    },
  };
}

/** `command` starts Mayfly. */
export const createLinkHandler = (command: readonly string[]): LinkHandler =>
  process.platform === 'linux' ? onLinux(command) : bySystem(command);
