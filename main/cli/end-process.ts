// Ends the command's process. Node waits for the threads that read and write files, its own and those of bodies, and one in a call that never
// returns, on a dead network mount or a named pipe, would keep the process for ever.
import { closeSync, fstatSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isatty } from 'node:tty';
import type { ThreadStarts } from '../adapters/body-threads/thread-starts';

const signalOf: Readonly<Record<number, NodeJS.Signals>> = { 129: 'SIGHUP', 130: 'SIGINT', 143: 'SIGTERM' };

/** Those of an orderly end, which take no longer. */
const lookEveryMs = 10;
const looks = 10;

const hasOpenCalls = () => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));

/**
 * For the end of the process, whatever it is. Node aborts there, which dumps its memory, where it cannot put back the state of a terminal that was closed
 * meanwhile. Of files that are closed it puts nothing back.
 */
export function leaveTerminal(): void {
  if (process.platform === 'win32') return;
  for (const descriptor of [0, 1, 2]) {
    try {
      if (!isatty(descriptor) && fstatSync(descriptor).isCharacterDevice()) closeSync(descriptor);
    } catch {
      // It is closed.
    }
  }
}

/** As `process.exit`; after a signal, with a file call that does not return, by that signal, which shells count as the same code. */
export async function endProcess(code: number, threads?: Pick<ThreadStarts, 'end' | 'running'>): Promise<never> {
  const signal = signalOf[code];
  if (signal !== undefined && process.platform !== 'win32') {
    threads?.end();
    const isHeld = () => hasOpenCalls() || (threads?.running() ?? 0) > 0;
    // A call whose result was only just awaited counts until the next turn.
    for (let look = 0; look < looks && isHeld(); look += 1) await wait(lookEveryMs);
    if (isHeld()) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  }
  return process.exit(code);
}
