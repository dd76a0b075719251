// Ends the command's process. Node waits for the threads that read and write files, its own and those of bodies, and one in a call that never
// returns, on a dead network mount or a named pipe, would keep the process for ever.
import { setTimeout as wait } from 'node:timers/promises';
import type { ThreadStarts } from '../adapters/body-threads/thread-starts';

const signalOf: Readonly<Record<number, NodeJS.Signals>> = { 129: 'SIGHUP', 130: 'SIGINT', 143: 'SIGTERM' };

/** Those of an orderly end, which take no longer. */
const lookEveryMs = 10;
const looks = 10;

const hasOpenCalls = () => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));

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
