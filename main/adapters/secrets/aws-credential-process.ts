// The program behind a profile's `credential_process` is not ours: its time and output are limited, its standard error is
// never read, and its whole process group ends with it and
// with Mayfly.
import type { ChildProcess } from 'node:child_process';

export type ProgramTrouble = 'not-started' | 'failed' | 'too-slow' | 'too-much';

/** The error of `run`; AWS's library keeps only its message. */
class ProgramError extends Error {
  constructor(trouble: ProgramTrouble, status: number | null = null) {
    super(`mayfly:program:${trouble}:${status ?? ''}`);
  }
}

/** Reads the reason back from a message that AWS's library passed on. */
export function troubleIn(
  message: string,
): { readonly trouble: ProgramTrouble; readonly status: number | undefined } | undefined {
  const [, trouble, status] = /mayfly:program:([a-z-]+):(\d*)/.exec(message) ?? [];
  return trouble === undefined
    ? undefined
    : { trouble: trouble as ProgramTrouble, status: status === '' ? undefined : Number(status) };
}

/** Credentials with a token take some thousand bytes. */
const mostBytes = 65_536;

/** Ends the process group, so that a program behind a shell ends with it; Windows has no groups and ends the shell alone. */
function end(child: ChildProcess): void {
  try {
    if (process.platform !== 'win32' && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // The process has ended already.
  }
}

/** Runs a command line of the user's own files in their shell; gives its standard output. Raises `ProgramError`. */
export async function runProgram(command: string, limitMs: number): Promise<string> {
  // Few profiles have such a program, and every command loads this file.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = (trouble: ProgramTrouble) => {
      reject(new ProgramError(trouble));
      end(child);
      child.stdout.destroy();
    };
    const timer = setTimeout(() => stop('too-slow'), limitMs);
    // In a group of its own it gets no signal that ends Mayfly.
    const endWithMayfly = () => end(child);
    process.once('exit', endWithMayfly);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) stop('too-much');
      else chunks.push(chunk);
    });
    const over = () => {
      clearTimeout(timer);
      process.off('exit', endWithMayfly);
    };
    child.once('error', () => {
      over();
      reject(new ProgramError('not-started'));
    });
    child.once('close', (status) => {
      over();
      if (status === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new ProgramError('failed', status));
    });
  });
}
