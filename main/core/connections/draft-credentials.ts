// The credentials of a draft: a profile's, or typed and pasted keys; the vault fills in the empty fields.
import { checkConfirmed, intakeItem, type PasteBuffer } from '../credentials/credentials';
import { keyStoreOf, type Connection, type Credentials, type SecretPlace } from '../model/connection';
import { Failure } from '../model/failure';
import type { ConnectionsContext } from './connections-context';
import { checkIntake, givesIntakeSecret, givesKeys, type ConnectionDraft } from './rules/connection-draft';

export interface Kept {
  readonly place: SecretPlace;
  /** Unix ms: the end of temporary credentials, where it is known. */
  readonly endAtMs?: number;
}

type KeysContext = Pick<ConnectionsContext, 'ports' | 'vault' | 'profiles' | 'pastes'>;

type Keys = Pick<ConnectionDraft, 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'sessionExpiresAtMs'>;

/** Typed keys win over pasted ones: the person saw what they typed. */
function givenKeys(draft: ConnectionDraft, pastes: PasteBuffer): Keys {
  if (draft.pasteId === undefined) return draft;
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = pastes.get(draft.pasteId);
  const tokenTyped = (draft.sessionToken ?? '') !== '';
  return {
    accessKeyId: draft.accessKeyId || accessKeyId,
    secretAccessKey: draft.secretAccessKey || secretAccessKey,
    sessionToken: tokenTyped ? draft.sessionToken : sessionToken,
    sessionExpiresAtMs: tokenTyped ? draft.sessionExpiresAtMs : expiresAtMs,
  };
}

/** Raises `bad-request` for a missing field, `paste-gone`, `keychain-*`, and what a profile raises. */
export async function draftKeys(
  context: KeysContext,
  draft: ConnectionDraft,
  connection: Connection,
): Promise<Credentials> {
  const { credentials: source } = connection;
  if (source?.kind !== 'profile') return keysOf(context, draft);
  checkConfirmed(connection);
  context.profiles.forget(source.profile);
  return context.profiles.get(source.profile);
}

/**
 * Saves typed and pasted keys in the vault, and those it has in another store when `connection` names another than `before`, the connection
 * before the change; of a profile it saves nothing. Raises as `draftKeys`, and `profile-unknown`.
 */
export async function keepKeys(
  context: KeysContext,
  draft: ConnectionDraft,
  connection: Connection,
  before: Connection | undefined,
  forSessionOnly: boolean,
): Promise<Kept> {
  const { ports, vault } = context;
  const { id, credentials: source, awaitsKeys } = connection;
  if (awaitsKeys === true) return { place: 'missing' };
  if (source?.kind !== 'profile') {
    const store = keyStoreOf(connection);
    // No passphrase is asked for while the keys stay as they are.
    if (store === 'file' && before?.credentials?.kind === 'file' && !givesKeys(draft))
      return { place: store, ...(before.keysEndAtMs !== undefined && { endAtMs: before.keysEndAtMs }) };
    const keys = await keysOf(context, draft);
    const place = await vault.save(id, keys, forSessionOnly ? 'session' : store);
    return { place, ...(keys.expiresAtMs !== undefined && { endAtMs: keys.expiresAtMs }) };
  }
  const { profile } = source;
  const known = (await ports.awsProfiles.list()).some(({ name }) => name === profile);
  if (!known) throw new Failure('profile-unknown', { profile });
  // What was typed before has no use any more; a keychain that is closed keeps it until the connection is removed.
  if (draft.id !== undefined) await vault.remove(id).catch(() => undefined);
  return { place: 'profile' };
}

/** The intake key of a draft; `undefined` where the connection has none, or its secret is gone. Raises `bad-request`, `keychain-*`, `passphrase-*`. */
export async function draftIntake(
  { vault }: Pick<KeysContext, 'vault'>,
  draft: ConnectionDraft,
  { id, intakeKeyId }: Connection,
  before: Connection | undefined,
): Promise<Credentials | undefined> {
  checkIntake(draft, before);
  if (intakeKeyId === undefined) return undefined;
  const { intakeSecret = '' } = draft;
  return intakeSecret === '' ? vault.get(intakeItem(id)) : { accessKeyId: intakeKeyId, secretAccessKey: intakeSecret };
}

/**
 * Saves a typed secret of the intake key, and moves the kept one, and the key of encrypted shares, with the keys. Raises `bad-request` where there is neither, and what saving
 * raises.
 */
export async function keepIntake(
  context: KeysContext,
  draft: ConnectionDraft,
  connection: Connection,
  before: Connection | undefined,
  forSessionOnly: boolean,
): Promise<void> {
  const store = keyStoreOf(connection);
  await keepSharesKey(context, connection, before);
  const stays = before !== undefined && keyStoreOf(before) === store && !givesIntakeSecret(draft);
  if (connection.intakeKeyId === undefined || stays) return;
  const key = await draftIntake(context, draft, connection, before);
  if (key === undefined)
    throw new Failure('bad-request', { reason: 'the secret access key of the intake key is missing' });
  await context.vault.save(intakeItem(connection.id), key, forSessionOnly ? 'session' : store);
}

/** Once the connection is saved: removes its keys from the store that they were moved out of, and an intake key that it has no more. Never raises. */
export async function dropMoved(
  { vault }: Pick<KeysContext, 'vault'>,
  connection: Connection,
  before: Connection | undefined,
  place: SecretPlace,
): Promise<void> {
  if (before === undefined) return;
  const { id, intakeKeyId } = connection;
  const former = keyStoreOf(before);
  const isMoved = former !== keyStoreOf(connection);
  if (isMoved) for (const item of vault.otherItems(id)) await vault.dropCopy(item, former);
  if (before.intakeKeyId !== undefined && intakeKeyId === undefined)
    await vault.remove(intakeItem(id)).catch(() => undefined);
  if (before.credentials?.kind === 'profile') return;
  if (place !== former && (place === 'keychain' || place === 'file')) await vault.dropCopy(id, former);
}

async function keysOf({ vault, pastes }: KeysContext, draft: ConnectionDraft): Promise<Credentials> {
  const given = givenKeys(draft, pastes);
  const typed = given.secretAccessKey ?? '';
  const complete = typed !== '' && (given.accessKeyId ?? '') !== '';
  const kept = complete || draft.id === undefined ? undefined : await vault.get(draft.id);
  const accessKeyId = given.accessKeyId || kept?.accessKeyId || '';
  const secretAccessKey = typed || kept?.secretAccessKey || '';
  if (accessKeyId === '') throw new Failure('bad-request', { reason: 'the access key ID is missing' });
  if (secretAccessKey === '') throw new Failure('bad-request', { reason: 'the secret access key is missing' });
  const sessionToken = given.sessionToken || (typed === '' ? kept?.sessionToken : undefined);
  // The end belongs to the token: the end of the kept token says nothing about a new one.
  const expiresAtMs = given.sessionToken ? given.sessionExpiresAtMs : kept?.expiresAtMs;
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(sessionToken !== undefined && expiresAtMs !== undefined && { expiresAtMs }),
  };
}

/** Moves the key of encrypted shares to where the typed keys go. */
async function keepSharesKey(
  { vault }: Pick<KeysContext, 'vault'>,
  connection: Connection,
  before: Connection | undefined,
): Promise<void> {
  const store = keyStoreOf(connection);
  if (before === undefined || keyStoreOf(before) === store) return;
  for (const item of vault.otherItems(connection.id).filter((one) => one !== intakeItem(connection.id))) {
    const key = await vault.get(item);
    if (key !== undefined) await vault.save(item, key, store);
  }
}
