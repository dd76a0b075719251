// The keys that seal the secrets of encrypted shares in the ledger. They lie where the typed keys of the connection lie.
import { sealKeyBytes } from '../credentials/rules/encrypted-record';
import { sharesItem, sharesKeyValue, type Vault } from '../credentials/vault';
import { keyStoreOf } from '../model/connection';
import { Failure } from '../model/failure';
import type { Ports } from '../ports/ports';

export interface SealKey {
  /** Part of what it seals: another key may become the present one. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface SealKeys {
  /** The present key of a connection, made by its first encrypted share. Raises `keychain-*`, `passphrase-*`, `secret-elsewhere`. */
  present(connectionId: string): Promise<SealKey>;
  /** `undefined` where it is not there. Raises what the store raises. */
  find(connectionId: string, keyId: string): Promise<SealKey | undefined>;
}

export type VaultOfSeals = Pick<Vault, 'get' | 'save' | 'heldInMemory' | 'otherKeeper'>;

/** The vault keeps credentials. */
const user = 'shares';

export function createSealKeys(
  { ledger, randomBytes }: Pick<Ports, 'ledger' | 'randomBytes'>,
  vault: VaultOfSeals,
): SealKeys {
  /** Of connections whose keys are in this process's memory: by connection. */
  const ofSession = new Map<string, string>();
  const making = new Map<string, Promise<SealKey>>();

  const find = async (connectionId: string, id: string): Promise<SealKey | undefined> => {
    const kept = await vault.get(sharesItem(connectionId, id));
    return kept === undefined ? undefined : { id, bytes: Buffer.from(kept.secretAccessKey, 'base64url') };
  };

  const make = async (connectionId: string): Promise<SealKey> => {
    const inMemory = vault.heldInMemory(connectionId);
    const former = inMemory ? ofSession.get(connectionId) : ledger.value(sharesKeyValue(connectionId));
    const known = former === undefined ? undefined : await find(connectionId, former);
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
      ofSession.set(connectionId, key.id);
      return key;
    }
    // Another process may make one at the same time: the first to be written in the ledger is the key of both.
    let winner = key.id;
    ledger.together(() => {
      const written = ledger.value(sharesKeyValue(connectionId));
      if (written !== undefined && written !== former) winner = written;
      else ledger.saveValue(sharesKeyValue(connectionId), key.id);
    });
    return winner === key.id ? key : ((await find(connectionId, winner)) ?? key);
  };

  return {
    find,
    present(connectionId) {
      const running = making.get(connectionId) ?? make(connectionId).finally(() => making.delete(connectionId));
      making.set(connectionId, running);
      return running;
    },
  };
}
