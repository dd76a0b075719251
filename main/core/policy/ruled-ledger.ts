// Lays the rules of the organisation on every connection where it enters the app: out of the ledger, and into the state.
import { ruled, unruled, type PolicyRead } from '../model/policy/policy';
import type { Connection } from '../model/connection';
import type { Ledger } from '../ports/ledger';
import type { Store } from '../state/state';

/** A ledger whose connections are ruled; what the rules laid on them is never written. */
export function ruledLedger(ledger: Ledger, read: PolicyRead): Ledger {
  if (read.kind === 'none') return ledger;
  return {
    ...ledger,
    connections: () => ledger.connections().map((connection) => ruled(connection, read)),
    saveConnection: (connection) =>
      ledger.saveConnection(
        unruled(
          connection,
          ledger.connections().find(({ id }) => id === connection.id),
          read,
        ),
      ),
  };
}

/** A store whose connections are ruled, whoever puts them there. */
export function ruledStore(store: Store, read: PolicyRead): Store {
  if (read.kind === 'none') return store;
  const known = new WeakSet<Connection>();
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
        const next = transition(state);
        return next.connections === state.connections ? next : { ...next, connections: next.connections.map(once) };
      }),
  };
}
