// Runs other programs, with their output captured or on our terminal; finds npm and commands on every platform.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { constants as osConstants } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupError } from './progress.mjs';

const { signals } = osConstants;
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const ORPHAN_CHECK_MS = 500;

/**
 * Runs a program to its end and captures its output. Resolves to `{ code, stdout, stderr }`; `code` is undefined when it
 * could not be started at all.
 */
export function run(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...options,
    });
    const kept = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        kept[name] += text;
      });
    }
    child.on('error', (error) => resolve({ code: undefined, ...kept, stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, ...kept }));
  });
}

/**
 * Runs a program on our terminal, forwards our signals to it, and resolves to its exit code (128 + n after signal n).
 * With `output` that function gets what the program writes. Throws SetupError when it cannot be started.
 */
export function follow(command, args, { output, ...options } = {}) {
  const stdio = output === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'];
  const child = spawn(command, args, { stdio, ...options });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', output);
  const pass = (signal) => {
    // At a terminal Ctrl-C reaches the child itself, and a second SIGINT would mean "at once".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of PASSED_ON) process.on(signal, pass);
  const orphanWatch = watchForOrphaning(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new SetupError(`${command} could not be started (${error.code}).`)));
    // A process that outlives the program may hold its output open.
    child.on('exit', () => {
      setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), 1_000).unref();
    });
    child.on('close', (code, signal) => {
      clearInterval(orphanWatch);
      for (const name of PASSED_ON) process.off(name, pass);
      resolve(code ?? 128 + signals[signal]);
    });
  });
}

/**
 * Under npm there is a shell between npm and us. A signal to npm can end that shell without reaching us, and the program
 * that we run would go on.
 */
function watchForOrphaning(onOrphaned) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) onOrphaned();
  }, ORPHAN_CHECK_MS);
}

/** Runs npm, the same one that started us where there is one. */
export function runNpm(args, options = {}) {
  const npmScript = process.env.npm_execpath;
  if (npmScript?.endsWith('.js')) return run(process.execPath, [npmScript, ...args], options);
  return run('npm', args, { shell: process.platform === 'win32', ...options });
}

/** The last lines of a failed command, short enough for an error message. */
export function tail(text, lines = 6) {
  return text.trim().split('\n').slice(-lines).join('\n');
}

/** Absolute path of the first of these commands found on the PATH, or undefined. */
export function findOnPath(commands) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const command of commands) {
    for (const path of folders.flatMap((folder) => endings.map((ending) => join(folder, command + ending)))) {
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}
