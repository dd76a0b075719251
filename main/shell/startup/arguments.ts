// What the desktop app was started with, read from argv as a whole; "the last argument is the file" is how switches get
// smuggled in.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { intentOf, modes, type Intent } from './intent';

export interface StartArguments {
  /** Absolute. */
  readonly profileDir?: string;
  /** Start without showing the window, where a tray can bring it up. */
  readonly hidden: boolean;
  readonly intent: Intent;
}

export interface ArgumentContext {
  readonly cwd: string;
  /** Set when Electron runs an unpacked app: everything up to this folder's name on the command line belongs to Electron. */
  readonly unpackedAppDir?: string;
  readonly exists: (path: string) => boolean;
}

/** Desktops may name a local file by its URL. */
function pathOf(argument: string, cwd: string): string {
  if (!argument.startsWith('file:///')) return resolve(cwd, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return resolve(cwd, argument);
  }
}

const isLink = (argument: string): boolean => /^mayfly:/i.test(argument);

/**
 * Reads everything after the executable. Anything that starts with `-` is a switch and never a file, until `--`; what does not exist
 * is nothing. Unknown switches are Chromium's or Electron's and are skipped. `--propose` counts wherever it stands: an order that
 * another program made of it never turns a proposal into a share.
 */
export function readArguments(
  argv: readonly string[],
  { cwd, unpackedAppDir, exists }: ArgumentContext,
): StartArguments {
  let rest = argv.slice(1);
  if (unpackedAppDir !== undefined) {
    const app = rest.findIndex((argument) => !argument.startsWith('-') && resolve(cwd, argument) === unpackedAppDir);
    rest =
      app < 0 ? [] : [...rest.slice(0, app).filter((argument) => argument.startsWith('--')), ...rest.slice(app + 1)];
  }
  let profileDir: string | undefined;
  let hidden = false;
  let filesOnly = false;
  const asked = new Set<string>();
  const paths: string[] = [];
  const links: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index] ?? '';
    // People type paths; a desktop that opens something with Mayfly gives its URL.
    if (argument === '--propose' || argument.startsWith('file:///')) asked.add('--propose');
    if (isLink(argument)) links.push(argument);
    else if (filesOnly || !argument.startsWith('-')) {
      const path = pathOf(argument, cwd);
      if (argument !== '' && !argument.includes('\0') && exists(path)) paths.push(path);
    } else if (argument === '--') filesOnly = true;
    else if (modes.has(argument)) asked.add(argument);
    else if (argument === '--hidden') hidden = true;
    else if (argument.startsWith('--profile-dir=')) profileDir = argument.slice('--profile-dir='.length);
    // A switch is no folder: whoever reordered the arguments must not swallow one.
    else if (argument === '--profile-dir' && rest[index + 1]?.startsWith('-') === false)
      profileDir = rest[(index += 1)];
  }
  return {
    ...(profileDir !== undefined && profileDir !== '' && { profileDir: resolve(cwd, profileDir) }),
    hidden,
    intent: intentOf({ modes: asked, paths, links }),
  };
}
