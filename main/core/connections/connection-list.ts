// Orders, renames, duplicates, exports and imports connections. None of it reads or writes a key.
import { connectionSaved, connectionsOrdered } from '../state/rules/app-state';
import { defaultAmong, samePlace, type Connection } from '../model/connection';
import { connectionFromDraft, freeName } from './rules/connection-draft';
import { checkBesideDoors, checkDoorPlace } from './rules/door-place';
import { connectionsFile } from './rules/connections-file';
import { chosenDoors } from '../model/door';
import { Failure } from '../model/failure';
import { checkConnectionName } from '../model/visible-text';
import { placeOfSecret } from '../credentials/connection-credentials';
import type { Embedded } from '../storage/embedded-bucket';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';

export interface Imported {
  readonly imported: readonly Connection[];
  /** Names in the file of connections that are here already: the same bucket at the same place with the same prefix. */
  readonly skipped: readonly string[];
}

export interface ConnectionList {
  /** Raises `connection-unknown`, `connection-name-taken`, and `bad-request` for an empty name. */
  renameConnection(connectionId: string, name: string): Connection;
  /** Copies a connection without its keys, next to it; the copy's name is `name`, or `<name> 2`. Raises the same. */
  duplicateConnection(connectionId: string, name?: string): Connection;
  /** Puts these first, in this order, and leaves the order of the others. Raises `connection-unknown`. */
  orderConnections(connectionIds: readonly string[]): void;
  /** The text of the connections file; default: all but the embedded bucket. Raises `connection-unknown`. */
  exportConnections(connectionIds?: readonly string[]): string;
  /**
   * Adds the connections of the file that are not here yet. They have no keys, the user must confirm a profile and addresses that the file names, and none
   * becomes the default. Raises `connections-file-invalid`, and `bad-request` where shares
   * would be public.
   */
  importConnections(content: string): Promise<Imported>;
}

export function createConnectionList(
  { ledger, newId }: Pick<Ports, 'ledger' | 'newId'>,
  store: Store,
  embedded: Pick<Embedded, 'ensureConnection'>,
): ConnectionList {
  const get = (connectionId: string): Connection => {
    const known = store.get().connections.find(({ id }) => id === connectionId);
    if (known === undefined) throw new Failure('connection-unknown');
    return known;
  };
  const names = (exceptId?: string) =>
    ledger
      .connections()
      .filter(({ id }) => id !== exceptId)
      .map(({ name }) => name);
  const checkName = (text: string, exceptId?: string): string => {
    const name = checkConnectionName(text);
    if (names(exceptId).includes(name)) throw new Failure('connection-name-taken', { connectionName: name });
    return name;
  };
  const saveAll = (connections: readonly Connection[]) =>
    ledger.together(() => {
      for (const connection of connections) ledger.saveConnection(connection);
    });
  const reorder = (connections: readonly Connection[]) => {
    const ordered = connections.map((connection, order) => ({ ...connection, order }));
    saveAll(ordered);
    store.apply(connectionsOrdered(ordered));
  };
  const show = (connection: Connection) =>
    store.apply(
      connectionSaved(connection, placeOfSecret(connection, connection.awaitsKeys === true ? 'missing' : 'keychain')),
    );

  return {
    renameConnection(connectionId, text) {
      const renamed = { ...get(connectionId), name: checkName(text, connectionId) };
      ledger.saveConnection(renamed);
      store.apply(connectionSaved(renamed, store.get().secrets[connectionId] ?? 'missing'));
      return renamed;
    },

    duplicateConnection(connectionId, text) {
      const original = get(connectionId);
      // There is one bucket on this computer.
      if (original.kind === 'embedded') throw new Failure('connection-unknown');
      const name = text === undefined ? freeName(original.name, names()) : checkName(text);
      const { keysEndAtMs: _ofTheirOwn, intakeKeyId: _itsSecretStays, leftDoors: _ofTheOther, ...rest } = original;
      const ownFiles = original.credentials?.kind === 'profile';
      const duplicate: Connection = {
        ...rest,
        id: newId(),
        name,
        ...(rest.doors !== undefined && { doors: chosenDoors(rest.doors) }),
        ...(!ownFiles && { awaitsKeys: true }),
      };
      ledger.saveConnection(duplicate);
      show(duplicate);
      const others = store.get().connections.filter(({ id }) => id !== duplicate.id);
      reorder(others.flatMap((one) => (one.id === connectionId ? [one, duplicate] : [one])));
      return duplicate;
    },

    orderConnections(connectionIds) {
      const first = [...new Set(connectionIds)].map(get);
      const rest = store.get().connections.filter(({ id }) => !connectionIds.includes(id));
      reorder([...first, ...rest]);
    },

    exportConnections(connectionIds) {
      return connectionsFile(connectionIds?.map(get) ?? store.get().connections);
    },

    async importConnections(content) {
      const { readConnectionsFile } = await import('./rules/read-connections-file');
      const entries = readConnectionsFile(content);
      const { connections, settings } = store.get();
      const target = defaultAmong(connections, settings.defaultConnectionId);
      const here = [...ledger.connections()];
      const imported: Connection[] = [];
      const skipped: string[] = [];
      for (const { draft, profile, doors } of entries) {
        const read = connectionFromDraft(draft, newId());
        if (here.some((one) => samePlace(one, read) && one.prefix === read.prefix)) {
          skipped.push(read.name);
          continue;
        }
        const name = freeName(
          read.name,
          here.map((one) => one.name),
        );
        const place = doors === undefined ? undefined : checkDoorPlace(doors, read, here);
        const brought = [read.shareEndpoint, place?.address].filter((address) => address !== undefined);
        const connection: Connection = {
          ...read,
          name,
          ...(place !== undefined && { doors: place }),
          ...(brought.length > 0 && { unconfirmedAddresses: brought }),
          ...(profile === undefined
            ? { awaitsKeys: true }
            : { credentials: { kind: 'profile', profile, unconfirmed: true } }),
        };
        checkBesideDoors(connection, here);
        here.push(connection);
        imported.push(connection);
      }
      saveAll(imported);
      for (const connection of imported) show(connection);
      // Without a default the first connection with keys becomes it: one that a file brought must not.
      if (target === undefined && imported.length > 0) embedded.ensureConnection();
      return { imported, skipped };
    },
  };
}
