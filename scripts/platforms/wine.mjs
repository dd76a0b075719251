// Runs Windows programs on Linux: Wine in a prefix of its own, which leaves no process behind.
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupError, step } from '../setup/progress.mjs';
import { run, tail } from '../setup/run-command.mjs';

const { signals } = constants;
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PREFIX_LIMIT_MS = 180_000;
const END_LIMIT_MS = 30_000;

/**
 * Makes a fresh Windows below `prefix`. `start(program, args, { cwd, env, stdout, stderr, timeoutMs })` runs a program, its output in these two
 * files, because with pipes Node ends at once. It returns the child and a promise of its exit code. Call `close` at the end.
 */
export async function openWine(prefix) {
  rmSync(prefix, { recursive: true, force: true });
  mkdirSync(prefix, { recursive: true });
  const wineEnv = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=' };
  // Without a display: Wine would use it, and no test needs one.
  delete wineEnv.DISPLAY;
  delete wineEnv.WAYLAND_DISPLAY;
  let closed = false;
  const close = async () => {
    closed = true;
    for (const signal of ENDING) process.off(signal, stop);
    await run('wineserver', ['-k'], { env: wineEnv, timeoutMs: END_LIMIT_MS });
    await run('wineserver', ['-w'], { env: wineEnv, timeoutMs: END_LIMIT_MS });
    rmSync(prefix, { recursive: true, force: true, maxRetries: 5 });
  };
  const stop = (signal) => void close().finally(() => process.exit(128 + signals[signal]));
  for (const signal of ENDING) process.on(signal, stop);
  const made = await step('Making a Windows', () =>
    run('wineboot', ['--init'], { env: wineEnv, timeoutMs: PREFIX_LIMIT_MS }),
  );
  if (made.code !== 0) {
    await close();
    throw new SetupError(`Wine could not make its Windows:\n${tail(made.stderr)}`);
  }
  const start = (program, args, { cwd, env = {}, stdout, stderr, timeoutMs }) => {
    // A signal ended the program: the next start would start Wine again.
    if (closed) throw new SetupError('Wine was ended.');
    const files = [openSync(stdout, 'w'), openSync(stderr, 'w')];
    const child = spawn('wine', [program, ...args], {
      cwd,
      env: { ...wineEnv, ...env },
      stdio: ['ignore', ...files],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    for (const file of files) closeSync(file);
    const ended = new Promise((resolve) => {
      child.on('error', () => resolve(1));
      child.on('exit', (code) => resolve(code ?? 1));
    });
    return { child, ended };
  };
  return { start, close };
}
