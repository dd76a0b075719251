// Ends the command's process. Node waits for the threads that read and write files, and one in a call that never returns, on a dead network
// mount or a named pipe, would keep the process for ever.
const signalOf: Readonly<Record<number, NodeJS.Signals>> = { 129: 'SIGHUP', 130: 'SIGINT', 143: 'SIGTERM' };

const hasOpenCalls = () => process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));

/** As `process.exit`; after a signal, with a file call still out, by that signal, which shells count as the same code. */
export function endProcess(code: number): never {
  const signal = signalOf[code];
  if (signal !== undefined && process.platform !== 'win32' && hasOpenCalls()) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
  return process.exit(code);
}
