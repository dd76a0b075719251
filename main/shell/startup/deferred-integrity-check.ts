// A large history file is read whole when the window stands and nobody waits for it.
import { asFailure } from '../../core/model/failure';
import type { Tell } from '../../core/state/notices';
import type { Log } from '../../core/model/system';

const afterMs = 5_000;

/** Says that there is damage; that it could not be looked for is only logged. */
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
