// Wl-copy and wl-paste need no focus where the compositor lets programs manage the clipboard (wlr or ext data-control: sway,
// KDE and others, not GNOME). Elsewhere they steal the focus or hang, so there they are left alone.
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClipboardContent } from '../../core/ports/desktop';
import { contentOf } from './clipboard-contents';
import { ownEnvironment } from './child-environment';

export interface ClipboardTools {
  /** Plain text. True when another program reads it there. */
  write(text: string): Promise<boolean>;
  read(): Promise<ClipboardContent>;
}

/** The owner of the clipboard may hang, and the reader with it. */
const answerMs = 5_000;
/** Without the data-control protocol it ends at once with an error. */
const refusesWithinMs = 1_000;
const readAgainMs = 30;
const mostBytes = 256 * 1024 * 1024;

const nothing: Uint8Array = new Uint8Array();

/** Its standard output; nothing when it failed. */
function printed(program: string, args: readonly string[]): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], env: ownEnvironment() });
    const pieces: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), answerMs);
    const end = (output: Uint8Array | undefined) => {
      clearTimeout(timer);
      resolve(output);
    };
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes <= mostBytes) pieces.push(piece);
      else child.kill('SIGKILL');
    });
    child.once('error', () => end(undefined));
    child.once('close', (code) => end(code === 0 ? Buffer.concat(pieces) : undefined));
  });
}

/** `wl-paste --watch` needs the data-control protocol. */
function hasDataControl(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('wl-paste', ['--watch', 'echo'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: ownEnvironment(),
    });
    const end = (has: boolean) => {
      clearTimeout(timer);
      child.kill();
      resolve(has);
    };
    const timer = setTimeout(() => end(true), refusesWithinMs);
    child.once('error', () => end(false));
    child.once('exit', () => end(false));
    child.stdout.once('data', () => end(true));
  });
}

const pasted = async (type: string): Promise<Uint8Array> =>
  (await printed('wl-paste', ['--no-newline', '--type', type])) ?? nothing;

/** The process that serves the last copy. It inherits the open files of this process, so it must not outlive it. */
let serving: ChildProcess | undefined;
process.once('exit', () => serving?.kill());

/** Only in the background wl-copy keeps a copy on the disk. */
function serve(text: string): { readonly isOver: () => boolean; readonly end: () => void } {
  // Not as an argument: every user can read those.
  const args = ['--foreground', '--type', 'text/plain'];
  const child = spawn('wl-copy', args, { stdio: ['pipe', 'ignore', 'ignore'], env: ownEnvironment() });
  let isOver = false;
  const over = () => {
    isOver = true;
    if (serving === child) serving = undefined;
  };
  serving = child;
  child.once('error', over);
  child.once('exit', over);
  child.stdin.once('error', over);
  child.stdin.end(text);
  return { isOver: () => isOver, end: () => child.kill() };
}

const tools: ClipboardTools = {
  async write(text) {
    const { isOver, end } = serve(text);
    for (const until = Date.now() + answerMs; Date.now() < until && !isOver(); await wait(readAgainMs)) {
      if (Buffer.from(await pasted('text/plain')).toString('utf8') === text) return true;
    }
    end();
    return false;
  },
  async read() {
    const types = new Set(
      Buffer.from((await printed('wl-paste', ['--list-types'])) ?? nothing)
        .toString('utf8')
        .split('\n'),
    );
    const raw = async (type: string) => (types.has(type) ? pasted(type) : nothing);
    const plain = ['text/plain;charset=utf-8', 'UTF8_STRING', 'text/plain', 'TEXT', 'STRING'].find((one) =>
      types.has(one),
    );
    return contentOf({
      raw,
      png: () => raw('image/png'),
      text: async () => (plain === undefined ? '' : Buffer.from(await pasted(plain)).toString('utf8')),
    });
  },
};

let found: Promise<boolean> | undefined;

/** Probed once: a compositor's protocols do not change. Never rejects. */
export async function findClipboardTools(): Promise<ClipboardTools | undefined> {
  found ??= hasDataControl();
  return (await found) ? tools : undefined;
}
