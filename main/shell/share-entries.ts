// Why this exists: “Share with Mayfly” where files are, on Linux: each file manager reads a file of its own kind from the user's folders. The
// packages install the same files for everybody.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execLine } from './desktop-entry';
import { dataHome } from './user-folders';

export interface FileManagers {
  readonly isOn: () => boolean;
  /** Raises what the disk says. */
  readonly set: (on: boolean) => void;
}

/** How the files in resources/linux start an installed Mayfly. */
const installed = '/opt/Mayfly/mayfly';

const forShell = (argument: string): string => `'${argument.replaceAll("'", String.raw`'\''`)}'`;

/** One file for each: what it is made of, where it goes, and how a command is written in it. */
const entries = [
  { from: 'mayfly-share.dolphin.desktop', to: ['kio', 'servicemenus', 'mayfly-share.desktop'], written: execLine },
  { from: 'mayfly-share.nemo_action', to: ['nemo', 'actions', 'mayfly-share.nemo_action'], written: execLine },
  {
    from: 'nautilus-script.sh',
    to: ['nautilus', 'scripts', 'Share with Mayfly'],
    written: (command: readonly string[]) => command.map(forShell).join(' '),
  },
] as const;

/** A file of resources/linux with the command of this Mayfly in it. */
export const withCommand = (text: string, command: string): string => text.replaceAll(installed, () => command);

/** `command` starts Mayfly; `templates` is the folder resources/linux. */
export function createFileManagers(command: readonly string[], templates: string): FileManagers {
  const pathOf = (to: readonly string[]) => join(dataHome(), ...to);
  return {
    isOn: () => entries.some(({ to }) => existsSync(pathOf(to))),
    set(on) {
      for (const { from, to, written } of entries) {
        const path = pathOf(to);
        if (!on) rmSync(path, { force: true });
        else {
          mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
          writeFileSync(path, withCommand(readFileSync(join(templates, from), 'utf8'), written(command)));
          // Dolphin starts only entries that are executable or not the user's own; scripts must be.
          chmodSync(path, 0o700);
        }
      }
    },
  };
}
