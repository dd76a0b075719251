// Orders, renames, duplicates and exports connections, as the ledger has them: another process may have changed or removed one since this one
// looked. None of it reads or writes a key.
import type { Connection } from '../model/connection';
import { chosenDoors } from '../model/door';
import { Failure } from '../model/failure';
import { checkConnectionName } from '../model/visible-text';
import { connectionOf, connectionSaved, connectionsOrdered } from '../state/rules/app-state';
import { saveConnections, showConnection, type ListContext } from './connections-context';
import { freeName } from './rules/connection-draft';
import { connectionsFile } from './rules/connections-file';

/** Raises `connection-unknown`, `connection-name-taken`, and `bad-request` for an empty name. */
export function renameConnection(context: ListContext, connectionId: string, name: string): Connection {
  const { ports, store } = context;
  const renamed = {
    ...connectionOf(ports.ledger.connections(), connectionId),
    name: checkName(context, name, connectionId),
  };
  ports.ledger.saveConnection(renamed);
  store.apply(connectionSaved(renamed, store.get().secrets[connectionId] ?? 'missing'));
  return renamed;
}

/** Copies a connection without its keys, next to it; the copy's name is `name`, or `<name> 2`. Raises as `renameConnection`. */
export function duplicateConnection(context: ListContext, connectionId: string, chosen?: string): Connection {
  const { ports } = context;
  const original = connectionOf(ports.ledger.connections(), connectionId);
  // There is one bucket on this computer.
  if (original.kind === 'embedded') throw new Failure('connection-unknown');
  const name = chosen === undefined ? freeName(original.name, namesOf(context)) : checkName(context, chosen);
  const { keysEndAtMs: _ofTheirOwn, intakeKeyId: _itsSecretStays, leftDoors: _ofTheOther, ...rest } = original;
  const ownFiles = original.credentials?.kind === 'profile';
  const duplicate: Connection = {
    ...rest,
    id: ports.newId(),
    name,
    ...(rest.doors !== undefined && { doors: chosenDoors(rest.doors) }),
    ...(!ownFiles && { awaitsKeys: true }),
  };
  ports.ledger.saveConnection(duplicate);
  showConnection(context, duplicate);
  const others = ports.ledger.connections().filter(({ id }) => id !== duplicate.id);
  reorder(
    context,
    others.flatMap((one) => (one.id === connectionId ? [one, duplicate] : [one])),
  );
  return duplicate;
}

/** Puts these first, in this order, and leaves the order of the others. Raises `connection-unknown`. */
export function orderConnections(context: ListContext, connectionIds: readonly string[]): void {
  const connections = context.ports.ledger.connections();
  const first = [...new Set(connectionIds)].map((id) => connectionOf(connections, id));
  const rest = connections.filter(({ id }) => !connectionIds.includes(id));
  reorder(context, [...first, ...rest]);
}

/** The text of the connections file; default: all but the embedded bucket. Raises `connection-unknown`. */
export function exportConnections({ store }: ListContext, connectionIds?: readonly string[]): string {
  const { connections } = store.get();
  return connectionsFile(connectionIds?.map((id) => connectionOf(connections, id)) ?? connections);
}

function namesOf({ ports }: ListContext, exceptId?: string): readonly string[] {
  const others = ports.ledger.connections().filter(({ id }) => id !== exceptId);
  return others.map(({ name }) => name);
}

function checkName(context: ListContext, text: string, exceptId?: string): string {
  const name = checkConnectionName(text);
  if (namesOf(context, exceptId).includes(name)) throw new Failure('connection-name-taken', { connectionName: name });
  return name;
}

function reorder(context: ListContext, connections: readonly Connection[]): void {
  const ordered = connections.map((connection, order) => ({ ...connection, order }));
  saveConnections(context, ordered);
  context.store.apply(connectionsOrdered(ordered));
}
