// Credentials in the keychain. Those too long for an entry lie encrypted beside the ledger; the entry then holds their key.
import type { Credentials } from '../model/connection';
import type { Ports } from '../ports/ports';
import { seal, sealKeyBytes, sealNonceBytes, unseal } from './rules/encrypted-record';
import { credentialsText, longestEntryBytes, parseCredentials, parseSealed, sealedText } from './rules/keychain-entry';

/** The name of an item in the keychain. */
export const keychainEntry = (id: string): string => `connection:${id}`;

type KeychainPorts = Pick<Ports, 'secrets' | 'records' | 'randomBytes'>;

/** Removes the encrypted record that an entry points to. */
async function dropRecord({ records }: KeychainPorts, text: string | undefined): Promise<void> {
  const sealed = text === undefined ? undefined : parseSealed(text);
  if (sealed !== undefined) await records.remove(sealed.record);
}

/**
 * Writes the record, then the entry that points to it, then removes the former record: a crash at any point leaves one of them whole. Raises
 * `keychain-*`, and for long credentials `disk-full`, `ledger-unusable`.
 */
export async function saveEntry(ports: KeychainPorts, itemId: string, credentials: Credentials): Promise<void> {
  const { secrets, records, randomBytes } = ports;
  const entry = keychainEntry(itemId);
  const before = await secrets.get(entry);
  const text = credentialsText(credentials);
  if (Buffer.byteLength(text) <= longestEntryBytes) await secrets.set(entry, text);
  else {
    const record = Buffer.from(randomBytes(16)).toString('hex');
    const key = randomBytes(sealKeyBytes);
    await records.write(record, seal(text, itemId, key, randomBytes(sealNonceBytes)));
    await secrets.set(entry, sealedText({ record, key }));
  }
  await dropRecord(ports, before);
}

/** `undefined` for a missing or unreadable entry. Raises `keychain-*`. */
export async function readEntry({ secrets, records }: KeychainPorts, itemId: string): Promise<Credentials | undefined> {
  const text = await secrets.get(keychainEntry(itemId));
  const sealed = text === undefined ? undefined : parseSealed(text);
  if (sealed === undefined) return text === undefined ? undefined : parseCredentials(text);
  const record = await records.read(sealed.record);
  const opened = record === undefined ? undefined : unseal(record, itemId, sealed.key);
  return opened === undefined ? undefined : parseCredentials(opened);
}

/** The entry and its record. Raises `keychain-*`. */
export async function removeEntry(ports: KeychainPorts, itemId: string): Promise<void> {
  const entry = keychainEntry(itemId);
  await dropRecord(ports, await ports.secrets.get(entry));
  await ports.secrets.remove(entry);
}
