// Adds and changes connections; only here a typed secret goes into the vault.
import { withoutIntake } from '../model/capabilities';
import { intakeItem } from '../credentials/credentials';
import { defaultAmong, keyStoreOf, samePlace, type Connection, type CredentialSource } from '../model/connection';
import { chosenDoors } from '../model/door';
import { Failure } from '../model/failure';
import { checkPlace } from '../model/policy/policy';
import { connectionSaved } from '../state/rules/app-state';
import type { ConnectionsContext } from './connections-context';
import { dropMoved, keepIntake, keepKeys } from './draft-credentials';
import {
  checkIntake,
  connectionFromDraft,
  drafted,
  freeName,
  givesIntakeSecret,
  type ConnectionDraft,
} from './rules/connection-draft';
import { checkBesideDoors } from './rules/door-place';
import { saveSettings } from './save-settings';

/**
 * The first of all becomes the default; every other is made it by `setDefaultConnection` alone. Raises `connection-unknown`,
 * `connection-name-taken`, `bad-request`, `set-by-organisation`, `policy-unreadable`, and what keeping the keys raises.
 */
export async function saveConnection(
  context: ConnectionsContext,
  draft: ConnectionDraft,
  forSessionOnly: boolean,
): Promise<Connection> {
  const { ports, store, pastes } = context;
  const id = draft.id ?? ports.newId();
  const asked = checked(context, draft, id, forSessionOnly);
  const { known } = asked;
  // The secret first: a connection without its secret must not appear.
  const { place, endAtMs } = await keepKeys(context, draft, asked.wanted, known, forSessionOnly);
  await keepIntake(context, draft, asked.wanted, known, forSessionOnly);
  const save = () => {
    const { wanted } = checked(context, draft, id, forSessionOnly);
    const saved = { ...wanted, ...(endAtMs !== undefined && { keysEndAtMs: endAtMs }) };
    ports.ledger.saveConnection(saved);
    return saved;
  };
  let connection: Connection;
  try {
    // The keychain may have asked a person, and another process changed or removed the connection meanwhile.
    connection = ports.ledger.together(save);
  } catch (error) {
    await dropUnsaved(context, asked.wanted);
    throw error;
  }
  await dropMoved(context, connection, known, place);
  if (draft.pasteId !== undefined) pastes.forget(draft.pasteId);
  store.apply(connectionSaved(connection, place));
  context.credentialsSaved(connection.id);
  if (known === undefined) {
    const target = defaultAmong(asked.others, store.get().settings.defaultConnectionId) ?? connection;
    saveSettings(context, { welcomed: true, defaultConnectionId: target.id });
  }
  return connection;
}

/** What the draft asks for beside the rows of the moment. Raises what `saveConnection` raises before it keeps keys. */
function checked(context: ConnectionsContext, draft: ConnectionDraft, id: string, forSessionOnly: boolean) {
  const { ports } = context;
  const connections = ports.ledger.connections();
  const known = connections.find((one) => one.id === draft.id);
  if (draft.id !== undefined && known?.kind !== 's3') throw new Failure('connection-unknown');
  const others = connections.filter((one) => one.id !== id);
  const wanted = wantedOf(draft, id, known, others, forSessionOnly);
  checkPlace(wanted, ports.policy.now());
  checkIntake(draft, known);
  checkBesideDoors(wanted, others);
  return { known, others, wanted };
}

/** The keys of a connection that has no row would stay for ever. Never raises. */
async function dropUnsaved({ ports, vault }: ConnectionsContext, { id, intakeKeyId }: Connection): Promise<void> {
  if (ports.ledger.connections().some((one) => one.id === id)) return;
  for (const item of intakeKeyId === undefined ? [id] : [id, intakeItem(id)])
    await vault.remove(item).catch(() => undefined);
}

/** The connection that the draft asks for, with what stays true of the one before. */
function wantedOf(
  draft: ConnectionDraft,
  id: string,
  known: Connection | undefined,
  others: readonly Connection[],
  forSessionOnly: boolean,
): Connection {
  // A form without this field must not change whether expired files are deleted.
  const whenExpired = draft.whenExpired ?? known?.whenExpired;
  const asked = connectionFromDraft({ ...draft, whenExpired }, id);
  const taken = others.map(({ name }) => name);
  const named = draft.name.trim() !== '';
  if (named && taken.includes(asked.name)) {
    throw new Failure('connection-name-taken', { connectionName: asked.name });
  }
  // Keys of this session leave those in the store where they are.
  const keyStore = draft.store ?? (forSessionOnly ? keyStoreOf(known) : undefined);
  return {
    ...asked,
    ...drafted({ ...draft, store: keyStore }, known),
    ...stillFound(draft, known, asked),
    ...stillDoors(draft, known, asked),
    name: named ? asked.name : freeName(asked.name, taken),
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
