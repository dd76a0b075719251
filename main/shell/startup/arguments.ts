// Parses argv of the desktop app as a whole; reading only the last argument as the file would let switches be
// smuggled in.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { intentOf, modes, type Intent } from './intent';

export interface StartArguments {
  /** Absolute path. */
  readonly profileDir?: string;
  /** Start without the window, where there is a tray to open it. */
  readonly hidden: boolean;
  readonly intent: Intent;
}

export interface ArgumentContext {
  readonly cwd: string;
  /** Set when Electron runs an unpacked app: everything up to this folder's name on the command line belongs to Electron. */
  readonly unpackedAppDir?: string;
  readonly exists: (path: string) => boolean;
}

/** Desktops may pass a local file as a URL. */
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
 * Parses the arguments after the executable. Before `--` an argument that starts with `-` is a switch, never a file; one that does not exist
 * is ignored. Unknown switches are Chromium's or Electron's and are skipped. `--propose` counts at any position: reordered
 * arguments never turn a proposal into a share.
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
    // Users type paths; desktops pass URLs.
    if (argument === '--propose' || argument.startsWith('file:///')) asked.add('--propose');
    if (isLink(argument)) links.push(argument);
    else if (filesOnly || !argument.startsWith('-')) {
      const path = pathOf(argument, cwd);
      if (argument !== '' && !argument.includes('\0') && exists(path)) paths.push(path);
    } else if (argument === '--') filesOnly = true;
    else if (modes.has(argument)) asked.add(argument);
    else if (argument === '--hidden') hidden = true;
    else if (argument.startsWith('--profile-dir=')) profileDir = argument.slice('--profile-dir='.length);
    // A switch is no folder: in reordered arguments the option must not take one as its value.
    else if (argument === '--profile-dir' && rest[index + 1]?.startsWith('-') === false)
      profileDir = rest[(index += 1)];
  }
  return {
    ...(profileDir !== undefined && profileDir !== '' && { profileDir: resolve(cwd, profileDir) }),
    hidden,
    intent: intentOf({ modes: asked, paths, links }),
  };
}
