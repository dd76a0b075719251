// “Share with Mayfly” in the file managers of Linux and macOS: each reads a file of its own format from the user's
// folders. The packages of Linux install the same files for everybody.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileManagerEntries, quickAction } from '../../core/model/desktop/user-entries';
import { execLine } from './desktop-entry';
import { dataHome, servicesHome } from '../../adapters/files/profile-folder';

/** The command of an installed Mayfly in the files of resources. */
const installed = '/opt/Mayfly/mayfly';

const forShell = (command: readonly string[]): string =>
  command.map((argument) => `'${argument.replaceAll("'", String.raw`'\''`)}'`).join(' ');

const forXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Entry {
  /** Below the folder `resources`. */
  readonly from: string;
  /** Below the user's data folder. */
  readonly to: readonly string[];
  /** Quotes a command for this format. */
  readonly written: (command: readonly string[]) => string;
}

/** One file for each file manager. */
const linux: readonly Entry[] = [
  {
    from: 'linux/mayfly-share.dolphin.desktop',
    to: fileManagerEntries.dolphin,
    written: execLine,
  },
  {
    from: 'linux/mayfly-share.nemo_action',
    to: fileManagerEntries.nemo,
    written: execLine,
  },
  {
    from: 'linux/mayfly-share.thunar.desktop',
    to: fileManagerEntries.thunar,
    written: execLine,
  },
  // PCManFM and PCManFM-Qt. Source: freedesktop.org draft, "File Manager Actions" (DES-EMA).
  {
    from: 'linux/mayfly-share.action.desktop',
    to: fileManagerEntries.pcmanfm,
    written: execLine,
  },
  {
    from: 'linux/nautilus-script.sh',
    to: fileManagerEntries.nautilus,
    written: forShell,
  },
];

/** A Quick Action, which Finder also lists under Services: a folder of two files. */
const mac: readonly Entry[] = ['Info.plist', 'document.wflow'].map((name) => ({
  from: `mac/share-with-mayfly.workflow/${name}`,
  to: [quickAction, 'Contents', name],
  written: (command) => forXml(forShell(command)),
}));

/** What the packages of Linux install for everybody on this computer. */
const ofPackage = '/usr/share/kio/servicemenus/mayfly-share.desktop';

/**
 * Whether entries of the user's own are offered: on Linux and macOS, unless a package brought them for everybody. Those that are on can still be
 * switched off. On Windows the installer adds the entry.
 */
export const offersFileManagers = (
  { isOn }: Pick<FileManagers, 'isOn'>,
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): boolean => platform === 'darwin' || (platform === 'linux' && (!exists(ofPackage) || isOn()));

/** A file of resources with the command of this Mayfly. */
export const withCommand = (text: string, command: string): string => text.replaceAll(installed, () => command);

/** `command` starts Mayfly; `templates` is the folder `resources`. */
export function createFileManagers(
  command: readonly string[],
  templates: string,
  platform: NodeJS.Platform = process.platform,
) {
  const entries = platform === 'darwin' ? mac : linux;
  const pathOf = (to: readonly string[]) => join(platform === 'darwin' ? servicesHome() : dataHome(), ...to);
  return {
    isOn: (): boolean => entries.some(({ to }) => existsSync(pathOf(to))),
    /** Raises file system errors. */
    set: (on: boolean) => {
      for (const { from, to, written } of entries) {
        const path = pathOf(to);
        if (!on) rmSync(path, { force: true });
        else {
          mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
          writeFileSync(path, withCommand(readFileSync(join(templates, from), 'utf8'), written(command)));
          // Dolphin starts an entry in the user's folder only if it is executable; scripts must be.
          chmodSync(path, 0o700);
        }
      }
      // macOS lists a bundle even without its files, so the folder goes too.
      if (!on && platform === 'darwin') rmSync(pathOf([quickAction]), { recursive: true, force: true });
    },
  };
}

export type FileManagers = ReturnType<typeof createFileManagers>;
