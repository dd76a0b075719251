// What the verbs of connections work with.
import { placeOfSecret, type PasteBuffer, type ProfileCredentials, type Vault } from '../credentials/credentials';
import type { Connection } from '../model/connection';
import type { Ports } from '../ports/ports';
import { connectionSaved } from '../state/rules/app-state';
import type { Store } from '../state/state';
import type { ConnectionPool, Embedded } from '../storage/storage';

export interface ConnectionsContext {
  readonly ports: Pick<
    Ports,
    'awsProfiles' | 'ledger' | 'newId' | 'openObjectStore' | 'otherPrograms' | 'policy' | 'probe' | 'proxies'
  >;
  readonly store: Store;
  readonly embedded: Pick<Embedded, 'ensureConnection' | 'open'>;
  readonly access: Pick<ConnectionPool, 'resolve' | 'withConnection'>;
  readonly vault: Vault;
  readonly profiles: ProfileCredentials;
  readonly pastes: PasteBuffer;
  /** Called when a connection was saved with other credentials, or the same. */
  readonly credentialsSaved: (connectionId: string) => void;
}

export type ListContext = Pick<ConnectionsContext, 'ports' | 'store'>;

export const saveConnections = ({ ports: { ledger } }: ListContext, connections: readonly Connection[]): void =>
  ledger.together(() => {
    for (const connection of connections) ledger.saveConnection(connection);
  });

/** Of a new connection without typed keys. */
export const showConnection = ({ store }: ListContext, connection: Connection): void =>
  store.apply(
    connectionSaved(connection, placeOfSecret(connection, connection.awaitsKeys === true ? 'missing' : 'keychain')),
  );
