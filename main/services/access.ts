// Why this exists: from "which connection" to an open object store, with its credentials; the one way in for every service.
import { connectionSaved } from '../domain/app-state';
import type { Connection, Credentials } from '../domain/connection';
import { Failure } from '../domain/failure';
import type { ConnectionChoice } from './app';
import type { Embedded } from './embedded';
import type { ObjectStore, Ports } from './ports';
import type { Store } from './store';
import type { Vault } from './vault';

export interface OpenConnection {
  readonly connection: Connection;
  readonly credentials: Credentials;
  readonly objects: ObjectStore;
  /** Nothing of it may be stored. */
  readonly ephemeral: boolean;
}

export interface Access {
  /**
   * Runs `action` with the chosen connection (default: the default one, or the bucket on this computer) and closes it afterwards.
   * Raises `connection-unknown`, `secret-missing`, `keychain-*`, `bucket-*`.
   */
  with<T>(choice: ConnectionChoice | undefined, action: (open: OpenConnection) => Promise<T>): Promise<T>;
  chosen(choice: ConnectionChoice | undefined): Connection;
}

export function createAccess(
  ports: Pick<Ports, 'openObjectStore'>,
  store: Store,
  vault: Vault,
  embedded: Embedded,
): Access {
  const chosen = (choice: ConnectionChoice | undefined): Connection => {
    if (choice?.kind === 'ephemeral') return choice.connection;
    const { connections, settings } = store.get();
    if (choice !== undefined) {
      const known = connections.find((connection) => connection.id === choice.connectionId);
      if (known === undefined) throw new Failure('connection-unknown');
      return known;
    }
    const preferred = connections.find((connection) => connection.id === settings.defaultConnectionId);
    return preferred ?? connections[0] ?? embedded.ensureConnection();
  };

  const credentialsOf = async (connection: Connection): Promise<Credentials> => {
    const credentials = await vault.get(connection.id);
    if (credentials === undefined) {
      store.apply(connectionSaved(connection, 'missing'));
      throw new Failure('secret-missing', { connectionName: connection.name });
    }
    return credentials;
  };

  const open = async (choice: ConnectionChoice | undefined) => {
    if (choice?.kind === 'ephemeral') return { connection: choice.connection, credentials: choice.credentials };
    const connection = chosen(choice);
    if (connection.kind === 'embedded') return embedded.open(connection);
    return { connection, credentials: await credentialsOf(connection) };
  };

  return {
    chosen,
    async with(choice, action) {
      const { connection, credentials } = await open(choice);
      const objects = await ports.openObjectStore(connection, credentials);
      try {
        return await action({ connection, credentials, objects, ephemeral: choice?.kind === 'ephemeral' });
      } finally {
        objects.close();
      }
    },
  };
}
