// Why this exists: a connection's credentials come from the keychain, or, when the user chose so, from this process's memory.
import { credentialsText, parseCredentials } from '../domain/credentials-text';
import type { SecretPlace } from '../domain/app-state';
import type { Credentials } from '../domain/connection';
import type { SecretStore } from './ports';

export interface Vault {
  /** `undefined` when there is none. Raises `keychain-*`. */
  get(connectionId: string): Promise<Credentials | undefined>;
  /** Raises `keychain-*` unless `forSessionOnly`. */
  save(connectionId: string, credentials: Credentials, forSessionOnly: boolean): Promise<SecretPlace>;
  remove(connectionId: string): Promise<void>;
  heldInMemory(connectionId: string): boolean;
  /** Moves what is in memory for these connections into the keychain. Raises `keychain-*`. */
  moveToKeychain(connectionIds: readonly string[]): Promise<void>;
}

const entry = (connectionId: string) => `connection:${connectionId}`;

export function createVault(secrets: SecretStore): Vault {
  const memory = new Map<string, Credentials>();
  const keep = (connectionId: string, credentials: Credentials) =>
    secrets.set(entry(connectionId), credentialsText(credentials));
  return {
    async get(connectionId) {
      const held = memory.get(connectionId);
      if (held !== undefined) return held;
      const text = await secrets.get(entry(connectionId));
      return text === undefined ? undefined : parseCredentials(text);
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
      // An older secret may lie in the keychain beside the one of this session; where it never worked there is none.
      await secrets.remove(entry(connectionId)).catch((error: unknown) => {
        if (!held) throw error;
      });
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
