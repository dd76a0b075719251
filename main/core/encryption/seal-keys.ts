// The keys that seal the secrets of encrypted shares in the ledger. They lie where the typed keys of the connection lie.
import { sealKeyBytes } from '../credentials/rules/encrypted-record';
import { sharesItem, sharesKeyValue } from '../credentials/credentials';
import { keyStoreOf } from '../model/connection';
import { Failure } from '../model/failure';
import type { SealKey, SecretsContext } from './secrets-context';

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
  let winner = key.id;
  ledger.together(() => {
    const written = ledger.value(sharesKeyValue(connectionId));
    if (written !== undefined && written !== former) winner = written;
    else ledger.saveValue(sharesKeyValue(connectionId), key.id);
  });
  return winner === key.id ? key : ((await findKey(context, connectionId, winner)) ?? key);
}
