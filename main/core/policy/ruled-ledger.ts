// Lays the rules of the organisation on every connection where it enters the app: out of the ledger, and into the state.
import { ruled, unruled, type Rules } from '../model/policy/policy';
import type { Connection } from '../model/connection';
import type { Ledger } from '../ports/ledger';
import type { Store } from '../state/state';

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

/** A store whose connections are ruled, whoever puts them there. Other rules hold for those that come since. */
export function ruledStore(store: Store, { now }: Pick<Rules, 'now'>): Store {
  let read = now();
  let known = new WeakSet<Connection>();
  const once = (connection: Connection): Connection => {
    if (known.has(connection)) return connection;
    const judged = ruled(connection, read);
    known.add(judged);
    return judged;
  };
  return {
    ...store,
    apply: (transition) =>
      store.apply((state) => {
        if (read !== now()) {
          read = now();
          known = new WeakSet();
        }
        const next = transition(state);
        const isSame = next.connections === state.connections || read.kind === 'none';
        return isSame ? next : { ...next, connections: next.connections.map(once) };
      }),
  };
}
