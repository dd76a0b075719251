// Why this exists: what the desktop app was started with, read from argv as a whole; "the last argument is the file" is how switches get
// smuggled in.
import { resolve } from 'node:path';

export interface StartArguments {
  /** Absolute. */
  readonly profileDir?: string;
  /** Start without showing the window, where a tray can bring it up. */
  readonly hidden: boolean;
  /** Absolute paths of existing files and folders to share. */
  readonly paths: readonly string[];
}

export interface ArgumentContext {
  readonly cwd: string;
  /** Set when Electron runs an unpacked app: everything up to this folder's name on the command line belongs to Electron. */
  readonly unpackedAppDir?: string;
  readonly exists: (path: string) => boolean;
}

/**
 * Reads everything after the executable. Anything that starts with `-` is a switch and never a file, until `--`; what does not exist
 * is nothing. Unknown switches are Chromium's or Electron's and are skipped.
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
  const paths: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index] ?? '';
    if (filesOnly || !argument.startsWith('-')) {
      const path = resolve(cwd, argument);
      if (argument !== '' && exists(path)) paths.push(path);
    } else if (argument === '--') filesOnly = true;
    else if (argument === '--hidden') hidden = true;
    else if (argument.startsWith('--profile-dir=')) profileDir = argument.slice('--profile-dir='.length);
    else if (argument === '--profile-dir') profileDir = rest[(index += 1)];
  }
  return {
    ...(profileDir !== undefined && profileDir !== '' && { profileDir: resolve(cwd, profileDir) }),
    hidden,
    paths,
  };
}
