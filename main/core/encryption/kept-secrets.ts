// The secrets of encrypted shares as the ledger keeps them, the keys that seal them there, and the manifests that are sealed with them. The keys lie where
// the typed keys of the connection lie.
import { sealKeyBytes, sealNonceBytes } from '../credentials/rules/encrypted-record';
import { sharesItem, sharesKeyValue } from '../credentials/credentials';
import { keyStoreOf } from '../model/connection';
import type { Encryption } from '../model/encryption';
import { Failure } from '../model/failure';
import type { Share } from '../model/share';
import { keyIdOf, sealSecrets, unsealSecrets } from './rules/sealed-text';
import { manifestText, type ManifestItem } from './rules/share-manifest';
import type { OpenedSecrets, SealKey, SecretsContext } from './secrets-context';

/** The manifest of a page, ready to be stored. */
export interface SealedManifest {
  readonly encryption: Encryption;
  /** The age file. */
  readonly bytes: Uint8Array;
  /** The fragment of the link. */
  readonly secret: string;
  /** In the transaction that saves the share. */
  save(): void;
}

type About = Pick<Share, 'id' | 'name' | 'message'>;
export type Known = About & Pick<Share, 'connectionId' | 'encryption'>;

export const missing = (fileName: string) => new Failure('share-secret-missing', { fileName });

export async function load(
  context: SecretsContext,
  shareId: string,
  connectionId: string,
  name: string,
): Promise<OpenedSecrets> {
  const sealed = context.ports.ledger.shareSecrets(shareId)?.sealed;
  const key = sealed === undefined ? undefined : await findKey(context, connectionId, keyIdOf(sealed));
  if (sealed === undefined || key === undefined) throw missing(name);
  const secrets = unsealSecrets(sealed, shareId, key);
  if (secrets === undefined) throw missing(name);
  return { secrets, key };
}

export function save(
  { ports: { ledger, randomBytes } }: SecretsContext,
  shareId: string,
  { secrets, key }: OpenedSecrets,
  manifest?: Uint8Array,
): void {
  if (key === undefined) return;
  const sealed = sealSecrets(secrets, shareId, key, randomBytes(sealNonceBytes));
  const bytes = manifest === undefined ? {} : { manifest: Buffer.from(manifest).toString('base64') };
  ledger.saveShareSecrets({ shareId, sealed, ...bytes });
}

/**
 * The lock of a password is kept for the next manifest: its header, which lies in the page too, and the file key, which opens nothing but what the
 * identity beside it opens.
 */
export async function sealManifest(
  context: SecretsContext,
  { id, name: title, message }: About,
  items: readonly ManifestItem[],
  { secrets: { lock, identity, secret }, key }: OpenedSecrets,
  encryption: Encryption,
): Promise<SealedManifest> {
  if (lock === undefined) throw missing(title);
  const text = manifestText({ title, message, identity, files: items });
  const bytes = await context.ports.ageFiles.seal(lock, Buffer.from(text, 'utf8'));
  return {
    encryption,
    bytes,
    secret,
    save() {
      const kept = { identity, secret, ...(encryption === 'password' && { lock }) };
      save(context, id, { secrets: kept, ...(key !== undefined && { key }) }, bytes);
      context.drafts.delete(id);
    },
  };
}

/** The vault keeps credentials. */
const user = 'shares';

/** `undefined` where it is not there. Raises what the store raises. */
export async function findKey(
  { vault }: Pick<SecretsContext, 'vault'>,
  connectionId: string,
  id: string,
): Promise<SealKey | undefined> {
  const kept = await vault.get(sharesItem(connectionId, id));
  return kept === undefined ? undefined : { id, bytes: Buffer.from(kept.secretAccessKey, 'base64url') };
}

/** The present key of a connection, made by its first encrypted share. Raises `keychain-*`, `passphrase-*`, `secret-elsewhere`. */
export function presentKey(context: SecretsContext, connectionId: string): Promise<SealKey> {
  const { keysInTheMaking } = context;
  const running =
    keysInTheMaking.get(connectionId) ??
    makeKey(context, connectionId).finally(() => keysInTheMaking.delete(connectionId));
  keysInTheMaking.set(connectionId, running);
  return running;
}

async function makeKey(context: SecretsContext, connectionId: string): Promise<SealKey> {
  const { ports, vault, keysOfSession } = context;
  const { ledger, randomBytes } = ports;
  const inMemory = vault.heldInMemory(connectionId);
  const former = inMemory ? keysOfSession.get(connectionId) : ledger.value(sharesKeyValue(connectionId));
  const known = former === undefined ? undefined : await findKey(context, connectionId, former);
  if (known !== undefined) return known;
  const connection = ledger.connections().find((one) => one.id === connectionId);
  if (former !== undefined && !inMemory) {
    // The keyring of another session has it: a new key would not open what that one sealed.
    const other = await vault.otherKeeper();
    if (other !== undefined) {
      throw new Failure('secret-elsewhere', { connectionName: connection?.name ?? '', ...other });
    }
  }
  const key: SealKey = { id: Buffer.from(randomBytes(8)).toString('hex'), bytes: randomBytes(sealKeyBytes) };
  const secretAccessKey = Buffer.from(key.bytes).toString('base64url');
  await vault.save(
    sharesItem(connectionId, key.id),
    { accessKeyId: user, secretAccessKey },
    inMemory ? 'session' : keyStoreOf(connection),
  );
  if (inMemory) {
    keysOfSession.set(connectionId, key.id);
    return key;
  }
  // Another process may make one at the same time: the first to be written in the ledger is the key of both.
  const winner = ledger.together(() => {
    const written = ledger.value(sharesKeyValue(connectionId));
    if (written !== undefined && written !== former) return written;
    ledger.saveValue(sharesKeyValue(connectionId), key.id);
    return key.id;
  });
  return winner === key.id ? key : ((await findKey(context, connectionId, winner)) ?? key);
}
