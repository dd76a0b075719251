// Keeps the doors in the state as the ledger has them.
import type { Door } from '../model/door';
import type { Ledger } from '../ports/ledger';
import { doorsAre } from '../state/rules/app-state';
import type { Store } from '../state/state';

export function followDoors(ledger: Ledger, store: Store) {
  let isClosed = false;
  /** Takes what the ledger has now into the state. */
  const load = () => {
    if (!isClosed) store.apply(doorsAre(ledger.doors()));
  };
  // After the transaction that writes: it may be rolled back.
  const loadSoon = () => queueMicrotask(load);
  return {
    load,
    /** For all that changes doors: each write is in the state a moment later. */
    ledger: {
      ...ledger,
      saveDoor(door: Door) {
        ledger.saveDoor(door);
        loadSoon();
      },
      forgetDoor(doorId: string) {
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
