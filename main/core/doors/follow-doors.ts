// Keeps the doors in the state as the ledger has them.
import type { Ledger } from '../ports/ledger';
import { doorsAre } from '../state/rules/app-state';
import type { Store } from '../state/state';

export interface DoorFollow {
  /** For all that changes doors: each write is in the state a moment later. */
  readonly ledger: Ledger;
  /** Takes what the ledger has now into the state. */
  readonly load: () => void;
}

export function followDoors(ledger: Ledger, store: Store): DoorFollow {
  let isClosed = false;
  const load = () => {
    if (!isClosed) store.apply(doorsAre(ledger.doors()));
  };
  // After the transaction that writes: it may be rolled back.
  const loadSoon = () => queueMicrotask(load);
  return {
    load,
    ledger: {
      ...ledger,
      saveDoor(door) {
        ledger.saveDoor(door);
        loadSoon();
      },
      forgetDoor(doorId) {
        ledger.forgetDoor(doorId);
        loadSoon();
      },
      close() {
        isClosed = true;
        ledger.close();
      },
    },
  };
}
