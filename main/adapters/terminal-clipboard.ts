// Why this exists: `--copy` without a desktop framework: the system's own clipboard program takes the link on its standard input.
import { spawn } from 'node:child_process';
import { Failure } from '../domain/failure';
import type { Clipboard } from '../services/clipboard';

type Program = readonly [command: string, ...args: string[]];

const programs: Readonly<Partial<Record<NodeJS.Platform, readonly Program[]>>> = {
  darwin: [['pbcopy']],
  win32: [['clip']],
};
const unixPrograms: readonly Program[] = [
  ['wl-copy'],
  ['xclip', '-selection', 'clipboard'],
  ['xsel', '--clipboard', '--input'],
];

/** Writes only; raises `clipboard-unavailable` when no program takes the text. */
export function createTerminalClipboard(): Clipboard {
  return {
    async write({ text }) {
      for (const program of programs[process.platform] ?? unixPrograms) {
        if (await feed(program, text)) return;
      }
      throw new Failure('clipboard-unavailable');
    },
    read: () => Promise.reject(new Failure('clipboard-unavailable')),
  };
}

/** Credentials in our environment are not the clipboard program's business. */
const childEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));

function feed([command, ...args]: Program, text: string): Promise<boolean> {
  return new Promise((resolve) => {
    // xclip and wl-copy stay behind to serve the selection: nobody waits for their output.
    const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], env: childEnvironment() });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    child.stdin.once('error', () => resolve(false));
    child.stdin.end(text);
  });
}
