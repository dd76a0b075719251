// The built command line as a real child process, as other programs run it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export const cliPath = resolve('out/main/cli.cjs');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string | Uint8Array;
  /** Standard input stays open, and the caller writes to it. */
  readonly openInput?: boolean;
  readonly cwd?: string;
  /** Keep this session's bus, and with it its keychain. */
  readonly keychain?: boolean;
  /** In a session of its own: no terminal to ask on, wherever the tests run. */
  readonly noTerminal?: boolean;
  /** A program and its arguments that run the command, e.g. strace. */
  readonly runner?: readonly string[];
}

/** Without a bus there is no keychain: what is left is what every machine has. */
const withoutKeychain = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined, DISPLAY: undefined };

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it wrote to standard error so far. */
  said(): string;
  /** The first whole line of standard output. */
  firstLine(): Promise<string>;
}

export function startCli(
  args: readonly string[],
  { env = {}, stdin, openInput = false, cwd, keychain = false, noTerminal = false, runner = [] }: RunOptions = {},
): Running {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...(keychain ? {} : withoutKeychain), LC_ALL: 'C.UTF-8', ...env };
  const [program, ...before] = [...runner, process.execPath];
  const child = spawn(program, [...before, cliPath, ...args], {
    env: merged,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: noTerminal,
    ...(cwd !== undefined && { cwd }),
  });
  let stdout = '';
  let stderr = '';
  const waiting: (() => void)[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  if (!openInput) child.stdin.end(stdin ?? '');
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return {
    child,
    ended,
    said: () => stderr,
    firstLine: () =>
      new Promise((done, fail) => {
        const look = () => {
          const end = stdout.indexOf('\n');
          if (end >= 0) done(stdout.slice(0, end));
        };
        waiting.push(look);
        look();
        void ended.then(({ code }) => fail(new Error(`ended with ${code} before a line: ${stderr}`)));
      }),
  };
}

export const runCli = (args: readonly string[], options?: RunOptions): Promise<Ended> => startCli(args, options).ended;

export async function interrupt({ child, ended }: Running): Promise<Ended> {
  child.kill('SIGINT');
  return ended;
}
