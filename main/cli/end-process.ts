// Ends the command's process. Node waits for the threads that read and write files, and one in a call that never returns, on a dead network
// mount or a named pipe, would keep the process for ever.
import { setTimeout as wait } from 'node:timers/promises';

const signalOf: Readonly<Record<number, NodeJS.Signals>> = { 129: 'SIGHUP', 130: 'SIGINT', 143: 'SIGTERM' };

/** Those of an orderly end, which take no longer. */
const lookEveryMs = 10;
const looks = 10;

const hasOpenCalls = () => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));

/** As `process.exit`; after a signal, with a file call that does not return, by that signal, which shells count as the same code. */
export async function endProcess(code: number): Promise<never> {
  const signal = signalOf[code];
  if (signal !== undefined && process.platform !== 'win32') {
    // A call whose result was only just awaited counts until the next turn.
    for (let look = 0; look < looks && hasOpenCalls(); look += 1) await wait(lookEveryMs);
    if (hasOpenCalls()) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  }
  return process.exit(code);
}
