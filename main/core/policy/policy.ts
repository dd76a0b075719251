// What other rooms use of this one: the rules of the organisation, read and laid on connections. Judging is `model/policy`'s.
import { ruled, type Rules, unruled } from '../model/policy/policy';
import type { Connection } from '../model/connection';
import type { Ledger } from '../ports/ledger';
import type { OwnStore } from '../state/state';

/** A ledger whose connections are ruled by the rules of the moment; what those laid on them is never written. */
export function ruledLedger(ledger: Ledger, { now }: Pick<Rules, 'now'>): Ledger {
  return {
    ...ledger,
    connections() {
      const read = now();
      return read.kind === 'none' ? ledger.connections() : ledger.connections().map((one) => ruled(one, read));
    },
    saveConnection(connection) {
      const before = ledger.connections().find(({ id }) => id === connection.id);
      ledger.saveConnection(unruled(connection, before, now()));
    },
  };
}

/** Lays the rules on all connections that come into the state, from any change. Other rules hold for those that come since. */
export function ruleState(store: OwnStore, { now }: Pick<Rules, 'now'>): void {
  let read = now();
  let known = new WeakSet<Connection>();
  const once = (connection: Connection): Connection => {
    if (known.has(connection)) return connection;
    const judged = ruled(connection, read);
    known.add(judged);
    return judged;
  };
  store.alterConnections((brought) => {
    if (read !== now()) {
      read = now();
      known = new WeakSet();
    }
    return read.kind === 'none' ? brought : brought.map(once);
  });
}
