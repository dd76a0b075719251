// Why this exists: wl-copy and wl-paste need no focus where the compositor lets programs manage the clipboard (wlr or ext data-control: sway,
// KDE and others, not GNOME). Elsewhere they steal the focus or hang, so there they are left alone.
import { spawn } from 'node:child_process';
import type { ClipboardContent } from '../services/clipboard';
import { contentOf } from './clipboard-contents';
import { ownEnvironment } from './own-environment';

export interface ClipboardTools {
  /** Plain text. True when another program reads it there. */
  write(text: string): Promise<boolean>;
  read(): Promise<ClipboardContent>;
}

/** A program whose clipboard another one must give may hang with it. */
const answerMs = 5_000;
/** Without that protocol it ends at once and says so. */
const refusesWithinMs = 1_000;
const mostBytes = 256 * 1024 * 1024;

const nothing: Uint8Array = new Uint8Array();

interface Ran {
  readonly isDone: boolean;
  readonly output: Buffer;
}

function run(program: string, args: readonly string[], input?: string): Promise<Ran> {
  return new Promise((resolve) => {
    // wl-copy stays behind to serve what was copied: its output is nobody's to wait for.
    const stdio =
      input === undefined ? (['ignore', 'pipe', 'ignore'] as const) : (['pipe', 'ignore', 'ignore'] as const);
    const child = spawn(program, args, { stdio: [...stdio], env: ownEnvironment() });
    const pieces: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), answerMs);
    const end = (isDone: boolean) => {
      clearTimeout(timer);
      resolve({ isDone, output: Buffer.concat(pieces) });
    };
    child.stdout?.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes <= mostBytes) pieces.push(piece);
      else child.kill('SIGKILL');
    });
    child.once('error', () => end(false));
    child.once(input === undefined ? 'close' : 'exit', (code) => end(code === 0));
    child.stdin?.once('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** `wl-paste --watch` works by that protocol only. */
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

async function pasted(type: string): Promise<Uint8Array> {
  const { isDone, output } = await run('wl-paste', ['--no-newline', '--type', type]);
  return isDone ? output : nothing;
}

const tools: ClipboardTools = {
  async write(text) {
    // Not as an argument: those are for everybody to read.
    if (!(await run('wl-copy', ['--type', 'text/plain'], text)).isDone) return false;
    return Buffer.from(await pasted('text/plain')).toString('utf8') === text;
  },
  async read() {
    const { isDone, output } = await run('wl-paste', ['--list-types']);
    const types = new Set(isDone ? output.toString('utf8').split('\n') : []);
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

/** Looked for once: what a compositor can do stays as it is. Never rejects. */
export async function findClipboardTools(): Promise<ClipboardTools | undefined> {
  found ??= hasDataControl();
  return (await found) ? tools : undefined;
}
