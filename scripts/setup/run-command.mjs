// Starts other programs for set-up: output kept or shown on stderr, never on stdout, and npm found on every platform.
import { spawn } from 'node:child_process';

/**
 * Runs a program to its end. Resolves to `{ code, stdout, stderr }`; `code` is undefined when it could not be started
 * at all. With `show`, everything it prints appears on our stderr as well instead of being kept.
 */
export function run(command, args, { show = false, timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    const stdio = show ? ['ignore', process.stderr, process.stderr] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { stdio, timeout: timeoutMs, killSignal: 'SIGKILL', ...options });
    const kept = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name]?.setEncoding('utf8').on('data', (text) => {
        kept[name] += text;
      });
    }
    child.on('error', (error) => resolve({ code: undefined, ...kept, stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, ...kept }));
  });
}

/** Runs npm: the very one that started us if there is one. */
export function runNpm(args, options = {}) {
  const npmScript = process.env.npm_execpath;
  if (npmScript?.endsWith('.js')) return run(process.execPath, [npmScript, ...args], options);
  return run('npm', args, { shell: process.platform === 'win32', ...options });
}

/** The last lines of a failed command, short enough for an error message. */
export function tail(text, lines = 6) {
  return text.trim().split('\n').slice(-lines).join('\n');
}
