// Adds and changes connections; only here a typed secret goes into the vault.
import { connectionSaved, settingsChanged } from '../state/rules/app-state';
import type { Settings } from '../model/settings';
import { withoutIntake } from '../model/capabilities';
import type { AwsProfile } from '../model/aws-profile';
import { defaultAmong, keyStoreOf, samePlace, type Connection, type CredentialSource } from '../model/connection';
import {
  checkIntake,
  connectionFromDraft,
  drafted,
  freeName,
  givesIntakeSecret,
  type ConnectionDraft,
} from './rules/connection-draft';
import { checkBesideDoors } from './rules/door-place';
import { chosenDoors } from '../model/door';
import { Failure } from '../model/failure';
import type { DraftCredentials } from './draft-credentials';
import type { Embedded } from '../storage/embedded-bucket';
import type { PasteBuffer } from '../credentials/paste-buffer';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';

export interface Connections {
  /** Parses pasted credentials and keeps them for the draft with their `pasteId`. Raises `paste-unknown`. */
  readonly pasteCredentials: PasteBuffer['take'];
  /** The profiles of the AWS command line's files. */
  awsProfiles(): Promise<readonly AwsProfile[]>;
  /** Makes the connection of the bucket on this computer, and starts it. */
  tryEmbedded(): Promise<Connection>;
  /** The first of all becomes the default; every other is made it by `setDefaultConnection` alone. */
  saveConnection(draft: ConnectionDraft, forSessionOnly: boolean): Promise<Connection>;
  setDefaultConnection(connectionId: string): void;
  /** Makes the bucket on this computer the default connection without starting it. */
  setDefaultEmbedded(): Connection;
  saveSettings(change: Partial<Settings>): void;
}

export function createConnections(
  ports: Ports,
  store: Store,
  embedded: Embedded,
  pastes: PasteBuffer,
  draftCredentials: DraftCredentials,
  credentialsSaved: (connectionId: string) => void,
): Connections {
  const { ledger } = ports;
  const saveSettings = (change: Partial<Settings>) => {
    store.apply(settingsChanged(change));
    ledger.saveSettings(store.get().settings);
    if (change.defaultConnectionId !== undefined) ledger.destinationChosen();
  };
  const setDefaultEmbedded = () => {
    const connection = embedded.ensureConnection();
    saveSettings({ welcomed: true, defaultConnectionId: connection.id });
    return connection;
  };

  return {
    pasteCredentials: (text) => pastes.take(text),

    awsProfiles: () => ports.awsProfiles.list(),

    async tryEmbedded() {
      // Where the ledger was lost, this is the answer to where files go.
      if (ledger.connectionsLost()) setDefaultEmbedded();
      else saveSettings({ welcomed: true });
      const connection = embedded.ensureConnection();
      await embedded.open(connection);
      return connection;
    },

    async saveConnection(draft, forSessionOnly) {
      const known = store.get().connections.find(({ id }) => id === draft.id);
      if (draft.id !== undefined && known?.kind !== 's3') throw new Failure('connection-unknown');
      // A form without this field must not change whether expired files are deleted.
      const whenExpired = draft.whenExpired ?? known?.whenExpired;
      const asked = connectionFromDraft({ ...draft, whenExpired }, draft.id ?? ports.newId());
      const others = ledger.connections().filter(({ id }) => id !== asked.id);
      const taken = others.map(({ name }) => name);
      const named = draft.name.trim() !== '';
      if (named && taken.includes(asked.name)) {
        throw new Failure('connection-name-taken', { connectionName: asked.name });
      }
      const name = named ? asked.name : freeName(asked.name, taken);
      // Keys of this session leave those in the store where they are.
      const keyStore = draft.store ?? (forSessionOnly ? keyStoreOf(known) : undefined);
      const wanted: Connection = {
        ...asked,
        ...drafted({ ...draft, store: keyStore }, known),
        ...stillFound(draft, known, asked),
        ...stillDoors(draft, known, asked),
        name,
      };
      checkIntake(draft, known);
      checkBesideDoors(wanted, others);
      // The secret first: a connection without its secret must not appear.
      const { place, endAtMs } = await draftCredentials.keep(draft, wanted, known, forSessionOnly);
      await draftCredentials.keepIntake(draft, wanted, known, forSessionOnly);
      const connection = { ...wanted, ...(endAtMs !== undefined && { keysEndAtMs: endAtMs }) };
      ledger.saveConnection(connection);
      await draftCredentials.dropMoved(connection, known, place);
      if (draft.pasteId !== undefined) pastes.forget(draft.pasteId);
      store.apply(connectionSaved(connection, place));
      credentialsSaved(connection.id);
      if (known === undefined) {
        const target = defaultAmong(others, store.get().settings.defaultConnectionId) ?? connection;
        saveSettings({ welcomed: true, defaultConnectionId: target.id });
      }
      return connection;
    },

    setDefaultConnection(connectionId) {
      if (!store.get().connections.some(({ id }) => id === connectionId)) throw new Failure('connection-unknown');
      saveSettings({ welcomed: true, defaultConnectionId: connectionId });
    },

    setDefaultEmbedded,

    saveSettings,
  };
}

const profileIn = (source: CredentialSource | undefined) => (source?.kind === 'profile' ? source.profile : undefined);

/** Whether place and keys are the same, so that the doctor's findings hold. */
function stays(draft: ConnectionDraft, known: Connection | undefined, now: Connection): known is Connection {
  const { secretAccessKey = '', accessKeyId = '', pasteId, credentials } = draft;
  const otherSource = credentials !== undefined && profileIn(credentials) !== profileIn(known?.credentials);
  const otherKeys = secretAccessKey !== '' || accessKeyId !== '' || pasteId !== undefined || otherSource;
  return known !== undefined && samePlace(known, now) && known.prefix === now.prefix && !otherKeys;
}

/** The doctor proves doors again where shares may now be elsewhere. */
function stillDoors(
  draft: ConnectionDraft,
  known: Connection | undefined,
  now: Connection,
): Pick<Connection, 'doors' | 'leftDoors'> {
  const { doors, leftDoors } = known ?? {};
  const left = leftDoors !== undefined && known?.endpoint === now.endpoint ? { leftDoors } : {};
  if (known === undefined || doors === undefined) return left;
  const same = stays(draft, known, now) && known.keyTemplate === now.keyTemplate;
  return { ...left, doors: same && known.shareEndpoint === now.shareEndpoint ? doors : chosenDoors(doors) };
}

function stillFound(
  draft: ConnectionDraft,
  known: Connection | undefined,
  now: Connection,
): Pick<Connection, 'capabilities'> {
  if (!stays(draft, known, now) || known.capabilities === undefined) return {};
  const otherIntake = known.intakeKeyId !== now.intakeKeyId || givesIntakeSecret(draft);
  return { capabilities: otherIntake ? withoutIntake(known.capabilities) : known.capabilities };
}
