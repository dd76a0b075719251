// Why this exists: adding, changing and testing connections; the only place where a typed secret goes into the vault.
import { connectionSaved, settingsChanged, type Settings } from '../domain/app-state';
import type { AwsProfile } from '../domain/aws-profile';
import type { Connection } from '../domain/connection';
import { connectionFromDraft, drafted, freeName, type ConnectionDraft } from '../domain/connection-draft';
import { Failure } from '../domain/failure';
import type { ConnectionTest } from './app';
import { testStore } from './connection-test';
import type { Access } from './access';
import { createDraftCredentials } from './draft-credentials';
import type { Embedded } from './embedded';
import { createPastes, type Pastes } from './pastes';
import type { Ports } from './ports';
import type { ProfileCredentials } from './profile-credentials';
import type { Store } from './store';
import type { Vault } from './vault';

export interface Connections {
  /** Understands pasted credentials and keeps them for a draft that names them. Raises `paste-unknown`. */
  readonly pasteCredentials: Pastes['take'];
  /** The profiles of the AWS command line's files. */
  awsProfiles(): Promise<readonly AwsProfile[]>;
  /** Makes the embedded bucket the default connection and starts it. */
  tryEmbedded(): Promise<Connection>;
  saveConnection(draft: ConnectionDraft, forSessionOnly: boolean): Promise<Connection>;
  testConnection(draft: ConnectionDraft): Promise<ConnectionTest>;
  testKnown(connectionId: string): Promise<ConnectionTest>;
  setDefaultConnection(connectionId: string): void;
  saveSettings(change: Partial<Settings>): void;
}

export function createConnections(
  ports: Ports,
  store: Store,
  vault: Vault,
  access: Access,
  embedded: Embedded,
  profiles: ProfileCredentials,
  credentialsSaved: (connectionId: string) => void,
): Connections {
  const { ledger } = ports;
  const pastes = createPastes(ports.newId);

  const saveSettings = (change: Partial<Settings>) => {
    store.apply(settingsChanged(change));
    ledger.saveSettings(store.get().settings);
  };

  const draftCredentials = createDraftCredentials(vault, pastes, ports.awsProfiles, profiles);

  return {
    pasteCredentials: (text) => pastes.take(text),

    awsProfiles: () => ports.awsProfiles.list(),

    async tryEmbedded() {
      const connection = embedded.ensureConnection();
      saveSettings({ welcomed: true, defaultConnectionId: connection.id });
      await embedded.open(connection);
      return connection;
    },

    async saveConnection(draft, forSessionOnly) {
      const known = store.get().connections.find(({ id }) => id === draft.id);
      if (draft.id !== undefined && known?.kind !== 's3') throw new Failure('connection-unknown');
      // What deletes files is never changed by a form that did not mention it.
      const whenExpired = draft.whenExpired ?? known?.whenExpired;
      const asked = connectionFromDraft({ ...draft, whenExpired }, draft.id ?? ports.newId());
      const others = ledger.connections().filter(({ id }) => id !== asked.id);
      const taken = others.map(({ name }) => name);
      const named = draft.name.trim() !== '';
      if (named && taken.includes(asked.name)) {
        throw new Failure('connection-name-taken', { connectionName: asked.name });
      }
      const name = named ? asked.name : freeName(asked.name, taken);
      const connection: Connection = { ...asked, ...drafted(draft, known), name };
      // The secret first: a connection whose secret could not be kept must not appear.
      const place = await draftCredentials.keep(draft, connection, forSessionOnly);
      ledger.saveConnection(connection);
      if (draft.pasteId !== undefined) pastes.forget(draft.pasteId);
      store.apply(connectionSaved(connection, place));
      credentialsSaved(connection.id);
      if (known === undefined) saveSettings({ welcomed: true, defaultConnectionId: connection.id });
      return connection;
    },

    async testConnection(draft) {
      const known = store.get().connections.find(({ id }) => id === draft.id);
      const asked = connectionFromDraft(draft, draft.id ?? ports.newId());
      const connection: Connection = { ...asked, ...drafted(draft, known) };
      const objects = await access.openStore(connection, await draftCredentials.of(draft, connection));
      try {
        return await testStore(connection, objects, ports);
      } finally {
        objects.close();
      }
    },

    testKnown: (connectionId) =>
      access.with({ kind: 'known', connectionId }, ({ connection, objects }) => testStore(connection, objects, ports)),

    setDefaultConnection(connectionId) {
      if (!store.get().connections.some(({ id }) => id === connectionId)) throw new Failure('connection-unknown');
      saveSettings({ defaultConnectionId: connectionId });
    },

    saveSettings,
  };
}
