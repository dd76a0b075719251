// Checks a large ledger for damage once the window is open.
import { asFailure } from '../../core/model/failure';
import type { Tell } from '../../core/state/state';
import type { Log } from '../../core/model/system';

const afterMs = 5_000;

/** Shows a notice about damage; a check that fails itself is only logged. */
export function checkLater(checkWhole: () => Promise<void>, tell: Tell, log: Log): void {
  const check = async () => {
    try {
      await checkWhole();
    } catch (error) {
      const failure = asFailure(error);
      log.error('looking through the history file', failure);
      if (failure.code === 'ledger-damage-found') tell({ kind: 'failure', failure });
    }
  };
  setTimeout(() => void check(), afterMs).unref();
}
