// Programs that take a picture of the screen where no portal does. Each has its own arguments; none runs through a shell.
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ScreenArea } from '../../core/ports/desktop';
import { ownEnvironment } from './child-environment';

/** How long a person has for choosing. */
const choosingMs = 180_000;

interface Session {
  readonly platform: NodeJS.Platform;
  readonly wayland: boolean;
}

/** How a program writes a picture into `file`; `first` prints an argument that goes before the file. */
interface Program {
  readonly name: string;
  readonly args: (area: ScreenArea, file: string) => readonly string[];
  readonly first?: { readonly name: string; readonly flag: string };
  readonly works: (session: Session, area: ScreenArea) => boolean;
}

const onLinux = ({ platform }: Session) => platform === 'linux';

const programs: readonly Program[] = [
  {
    name: '/usr/sbin/screencapture',
    args: (area, file) => (area === 'region' ? ['-i', file] : [file]),
    works: ({ platform }) => platform === 'darwin',
  },
  {
    name: 'gnome-screenshot',
    args: (area, file) => [...(area === 'region' ? ['-a'] : []), '-f', file],
    works: onLinux,
  },
  {
    name: 'spectacle',
    args: (area, file) => [area === 'region' ? '-r' : '-f', '-b', '-n', '-o', file],
    works: onLinux,
  },
  {
    name: 'xfce4-screenshooter',
    args: (area, file) => [area === 'region' ? '-r' : '-f', '-s', file],
    works: onLinux,
  },
  {
    name: 'flameshot',
    args: (area, file) => [area === 'region' ? 'gui' : 'full', '--path', file],
    works: onLinux,
  },
  {
    name: 'grim',
    args: (_area, file) => [file],
    first: { name: 'slurp', flag: '-g' },
    works: (session) => onLinux(session) && session.wayland,
  },
  // For a part it has no more than a cross; Mayfly's own way says more.
  {
    name: 'scrot',
    args: (_area, file) => [file],
    works: (session, area) => onLinux(session) && !session.wayland && area === 'screen',
  },
];

function isThere(program: string, path: string): boolean {
  const places = program.includes('/') ? [program] : path.split(delimiter).map((folder) => join(folder, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Its standard output; nothing when it failed or the person cancelled. */
const run = (program: string, args: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: choosingMs, env: ownEnvironment() }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
  });

/** Writes a picture into `file`, which must not exist; false where no program could. A cancel resolves to true, without a file. */
export async function screenshotByProgram(area: ScreenArea, file: string, session: Session): Promise<boolean> {
  const path = process.env['PATH'] ?? '';
  const needs = ({ name, first }: Program) => (area === 'region' && first !== undefined ? [name, first.name] : [name]);
  const program = programs.find((one) => one.works(session, area) && needs(one).every((name) => isThere(name, path)));
  if (program === undefined) return false;
  const { name, args, first } = program;
  if (area !== 'region' || first === undefined) {
    await run(name, args(area, file));
    return true;
  }
  const chosen = await run(first.name, []);
  if (chosen !== undefined) await run(name, [first.flag, chosen.trim(), ...args(area, file)]);
  return true;
}
