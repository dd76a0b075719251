// An interrupted command that saves what guests sent takes longer than others, and says so.
import { words } from '../../resources/words/messages';
import type { OnLast } from '../core/requests/requests';
import type { Terminal } from '../terminal/output/output';
import type { Interruption } from './interruption';

/** The longest wait for a disk that takes nothing. */
const lastSavingMs = 30_000;

/** What guests sent to a bucket that ends with this process is saved although somebody interrupted it. */
export function savingLast(json: boolean, terminal: Terminal, interruption: Interruption): OnLast {
  let isSaid = json;
  return (isSaving) => {
    interruption.postpone(lastSavingMs);
    if (isSaving && !isSaid) terminal.say(`mayfly: ${words.terminal.hints.savingLast}`);
    isSaid ||= isSaving;
  };
}
