// A connection's credentials come from the keychain, or, when the user chose so, from this process's memory. What is too
// long for a keychain's entry lies sealed beside the ledger; then the keychain holds its key.
import { credentialsText, longestEntryBytes, parseCredentials, parseSealed, sealedText } from './rules/keychain-entry';
import type { Credentials, SecretPlace } from '../model/connection';
import { seal, sealKeyBytes, sealNonceBytes, unseal } from './rules/encrypted-record';
import type { Ports } from '../ports/ports';
import { createRecentSecrets } from './secret-cache';

export interface Vault {
  /** `undefined` when there is none, or what there is cannot be read. Raises `keychain-*`. */
  get(connectionId: string): Promise<Credentials | undefined>;
  /** Raises `keychain-*` unless `forSessionOnly`, and `disk-full`, `ledger-unusable` for what is long. */
  save(connectionId: string, credentials: Credentials, forSessionOnly: boolean): Promise<SecretPlace>;
  remove(connectionId: string): Promise<void>;
  heldInMemory(connectionId: string): boolean;
  /** Who kept the secrets when they were saved, and who does now, where that is somebody else. Never raises. */
  otherKeeper(): Promise<{ readonly formerKeeper: string; readonly keeper: string } | undefined>;
  /** What was read from the keychain and is remembered for a while: that of one connection, or of all. */
  forget(connectionId?: string): void;
  /** Moves what is in memory for these connections into the keychain. Raises what `save` raises. */
  moveToKeychain(connectionIds: readonly string[]): Promise<void>;
}

/** Who kept the secrets that were saved last. */
const keeperValue = 'secrets-keeper';

const entry = (connectionId: string) => `connection:${connectionId}`;

export function createVault({
  secrets,
  records,
  randomBytes,
  ledger,
}: Pick<Ports, 'secrets' | 'records' | 'randomBytes' | 'ledger'>): Vault {
  const memory = new Map<string, Credentials>();
  const recent = createRecentSecrets();

  /** Ends the record that an entry stands for, if it is one. */
  const dropRecord = async (text: string | undefined) => {
    const sealed = text === undefined ? undefined : parseSealed(text);
    if (sealed !== undefined) await records.remove(sealed.record);
  };

  /** The record before the entry that names it, and the former one after that: whenever it is cut off, one of the two is whole. */
  const keep = async (connectionId: string, credentials: Credentials) => {
    recent.forget(connectionId);
    const id = entry(connectionId);
    const before = await secrets.get(id);
    const text = credentialsText(credentials);
    if (Buffer.byteLength(text) <= longestEntryBytes) await secrets.set(id, text);
    else {
      const record = Buffer.from(randomBytes(16)).toString('hex');
      const key = randomBytes(sealKeyBytes);
      await records.write(record, seal(text, connectionId, key, randomBytes(sealNonceBytes)));
      await secrets.set(id, sealedText({ record, key }));
    }
    await dropRecord(before);
    const keeper = await secrets.keeper();
    if (keeper !== undefined && keeper !== ledger.value(keeperValue)) ledger.saveValue(keeperValue, keeper);
  };

  const read = async (connectionId: string): Promise<Credentials | undefined> => {
    const text = await secrets.get(entry(connectionId));
    const sealed = text === undefined ? undefined : parseSealed(text);
    if (sealed === undefined) return text === undefined ? undefined : parseCredentials(text);
    const record = await records.read(sealed.record);
    const opened = record === undefined ? undefined : unseal(record, connectionId, sealed.key);
    return opened === undefined ? undefined : parseCredentials(opened);
  };

  return {
    get: async (connectionId) => memory.get(connectionId) ?? recent.get(connectionId, () => read(connectionId)),
    forget: (connectionId) => recent.forget(connectionId),
    async otherKeeper() {
      const formerKeeper = ledger.value(keeperValue);
      const keeper = await secrets.keeper();
      const isOther = formerKeeper !== undefined && keeper !== undefined && keeper !== formerKeeper;
      return isOther ? { formerKeeper, keeper } : undefined;
    },
    async save(connectionId, credentials, forSessionOnly) {
      if (forSessionOnly) {
        memory.set(connectionId, credentials);
        return 'session';
      }
      await keep(connectionId, credentials);
      memory.delete(connectionId);
      return 'keychain';
    },
    async remove(connectionId) {
      const held = memory.delete(connectionId);
      recent.forget(connectionId);
      try {
        await dropRecord(await secrets.get(entry(connectionId)));
        await secrets.remove(entry(connectionId));
      } catch (error) {
        // An older secret may lie in the keychain beside the one of this session; where it never worked there is none.
        if (!held) throw error;
      }
    },
    heldInMemory: (connectionId) => memory.has(connectionId),
    async moveToKeychain(connectionIds) {
      for (const connectionId of connectionIds) {
        const credentials = memory.get(connectionId);
        if (credentials === undefined) continue;
        await keep(connectionId, credentials);
        memory.delete(connectionId);
      }
    },
  };
}
