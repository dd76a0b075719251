// `--copy` without a desktop framework: the system's own clipboard program takes the link on its standard input.
import { Failure } from '../../core/model/failure';
import type { Clipboard } from '../../core/ports/desktop';
import { ownEnvironment } from './child-environment';

type Program = readonly [command: string, ...args: string[]];

const programs: Readonly<Partial<Record<NodeJS.Platform, readonly Program[]>>> = {
  darwin: [['pbcopy']],
  win32: [['clip']],
};
const wlCopy: Program = ['wl-copy', '--type', 'text/plain'];
const x11Programs: readonly Program[] = [
  ['xclip', '-selection', 'clipboard'],
  ['xsel', '--clipboard', '--input'],
];

/** X11 and a Wayland session have separate clipboards; text written to one does not always reach the other. */
const unixPrograms = (): readonly Program[] =>
  (process.env['WAYLAND_DISPLAY'] ?? '') === '' ? [wlCopy, ...x11Programs] : [wlCopy];

/** wl-copy waits for ever where it needs the focus and gets none. */
const answerMs = 5_000;

/** Writes only; raises `clipboard-unavailable` when no program takes the text. */
export function createTerminalClipboard(): Clipboard {
  return {
    async write({ text }) {
      for (const program of programs[process.platform] ?? unixPrograms()) {
        if (await feed(program, text)) return 'written';
      }
      throw new Failure('clipboard-unavailable');
    },
    read: () => Promise.reject(new Failure('clipboard-unavailable')),
  };
}

async function feed([command, ...args]: Program, text: string): Promise<boolean> {
  // Most commands copy nothing.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    // xclip and wl-copy stay in the background to serve the selection, so their output never ends.
    const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], env: ownEnvironment() });
    const timer = setTimeout(() => child.kill('SIGKILL'), answerMs);
    const end = (isDone: boolean) => {
      clearTimeout(timer);
      resolve(isDone);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
    child.stdin.once('error', () => end(false));
    child.stdin.end(text);
  });
}
