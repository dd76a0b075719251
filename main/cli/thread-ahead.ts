// Whether a command will send so much that threads pay, by the files that were typed: asked before the words and the grammar are read.
import { statSync } from 'node:fs';
import { bodyBytes, usualWorthwhileBytes, type ThreadAhead } from '../adapters/body-threads/thread-starts';

/** Whatever is no file counts nothing: an option, its value, a folder, and what the command refuses later. */
function workOf(typed: string): number {
  try {
    const info = statSync(typed, { throwIfNoEntry: false });
    return info?.isFile() === true ? info.size + bodyBytes : 0;
  } catch {
    return 0;
  }
}

/** `undefined` says nothing: the pool begins its threads later. */
export function threadAhead([command, ...typed]: readonly string[]): ThreadAhead | undefined {
  // The look waits for a drive that does not answer, which a command with a time limit must not.
  if (command !== 'share' || typed.some((one) => one.startsWith('--timeout'))) return undefined;
  let work = 0;
  const isMuch = typed.some((one) => (work += workOf(one)) >= usualWorthwhileBytes);
  return isMuch ? { mayUseTls: !typed.some((one) => /^(--endpoint=)?http:/i.test(one)) } : undefined;
}
