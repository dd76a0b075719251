// An interrupted command that saves what guests sent takes longer than others, and says so.
import { words } from '../../resources/words/messages';
import { Failure } from '../core/model/failure';
import { longestStuckMs, type OnLast } from '../core/model/requests/last-saving';
import { failureWords } from '../core/wording/failure-words';
import type { Terminal } from '../terminal/output/output';
import type { Interruption } from './interruption';

/** The longest wait for a disk that takes nothing. */
const lastSavingMs = 30_000;

/** What guests sent to a bucket that ends with this process is saved although somebody interrupted it. */
export function savingLast(json: boolean, terminal: Terminal, interruption: Interruption): OnLast {
  const { hints } = words.terminal;
  let longestMs = lastSavingMs;
  const said = new Set<'saving' | 'stuck'>(json ? ['saving', 'stuck'] : []);
  const sayOnce = (what: 'saving' | 'stuck', text: () => string) => {
    if (!said.has(what)) terminal.say(`mayfly: ${text()}`);
    said.add(what);
  };
  return (now) => {
    if (now instanceof Failure) longestMs = longestStuckMs + lastSavingMs;
    interruption.postpone(longestMs);
    if (now instanceof Failure) {
      const { message } = failureWords(now, 'terminal');
      sayOnce('stuck', () => hints.savingStuck({ message, minutes: longestStuckMs / 60_000 }));
    } else if (now === 'saving') sayOnce('saving', () => hints.savingLast);
    return true;
  };
}
