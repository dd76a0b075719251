// Keeps a connection's credentials in the keychain, or where the user chose that in a file that a passphrase opens or in this process's memory.
import { readEntry, removeEntry, saveEntry } from './keychain-entries';
import { credentialsText, parseCredentials } from './rules/keychain-entry';
import { keyStoreOf, type Credentials, type KeyStore } from '../model/connection';
import type { Ledger } from '../ports/ledger';
import type { Ports } from '../ports/ports';

export type VaultPlace = KeyStore | 'session';

/** In the ledger: the keyring program of the last save. */
const keeperValue = 'secrets-keeper';

const intakeEnd = '.intake';

/** The id of a connection's intake key in the vault: an item of its own, in the same store. */
export const intakeItem = (connectionId: string): string => `${connectionId}${intakeEnd}`;

/** The id of the key in the vault that seals the secrets of a connection's encrypted shares. `keyId`: letters and digits. */
export const sharesItem = (connectionId: string, keyId: string): string => `${connectionId}.shares-${keyId}`;

/** In the ledger: which of the keys that seal secrets of a connection's shares is the present one. */
export const sharesKeyValue = (connectionId: string): string => `shares-key:${connectionId}`;

/** The connection of an item. */
const ownerOf = (id: string): string => id.replace(/\.(?:intake|shares-[0-9a-z]+)$/, '');

/** The key in a name that `sharesItem` made. */
const sharesKeyOf = (id: string): string | undefined => /\.shares-([0-9a-z]+)$/.exec(id)?.[1];

/** The other keys of a connection: that for guests, and that of encrypted shares. */
export function otherItems(connectionId: string, ledger: Pick<Ledger, 'value'>): readonly string[] {
  const keyId = ledger.value(sharesKeyValue(connectionId));
  return [intakeItem(connectionId), ...(keyId === undefined ? [] : [sharesItem(connectionId, keyId)])];
}

export function createVault(ports: Pick<Ports, 'secrets' | 'sealedSecrets' | 'records' | 'randomBytes' | 'ledger'>) {
  const { secrets, sealedSecrets, ledger } = ports;
  const memory = new Map<string, Credentials>();
  const recent = createRecentSecrets();

  const keep = async (connectionId: string, credentials: Credentials) => {
    recent.forget(connectionId);
    await saveEntry(ports, connectionId, credentials);
    const keeper = await secrets.keeper();
    if (keeper !== undefined && keeper !== ledger.value(keeperValue)) ledger.saveValue(keeperValue, keeper);
  };

  const storeOf = (connectionId: string) =>
    keyStoreOf(ledger.connections().find(({ id }) => id === ownerOf(connectionId)));

  const read = async (connectionId: string): Promise<Credentials | undefined> => {
    if (storeOf(connectionId) !== 'file') return readEntry(ports, connectionId);
    const opened = await sealedSecrets.get(connectionId);
    return opened === undefined ? undefined : parseCredentials(opened);
  };

  return {
    /** From the store that the saved connection names; `undefined` for a missing or unreadable entry. Raises `keychain-*`, or what `SealedSecrets` raises. */
    get: async (connectionId: string): Promise<Credentials | undefined> =>
      memory.get(connectionId) ?? recent.get(connectionId, () => read(connectionId)),
    /** Drops the cached secret of one connection, or of all. */
    forget: (connectionId?: string) => recent.forget(connectionId),
    /** The keyring program at the last save and the one now, where they differ. Never raises. */
    async otherKeeper(): Promise<{ readonly formerKeeper: string; readonly keeper: string } | undefined> {
      const formerKeeper = ledger.value(keeperValue);
      const keeper = await secrets.keeper();
      const isOther = formerKeeper !== undefined && keeper !== undefined && keeper !== formerKeeper;
      return isOther ? { formerKeeper, keeper } : undefined;
    },
    /** Raises `keychain-*` for the keychain, with `disk-full`, `ledger-unusable` for long credentials; for a file what `SealedSecrets` raises. */
    async save(connectionId: string, credentials: Credentials, place: VaultPlace): Promise<VaultPlace> {
      if (place === 'session') {
        memory.set(connectionId, credentials);
        return place;
      }
      if (place === 'keychain') await keep(connectionId, credentials);
      else {
        recent.forget(connectionId);
        await sealedSecrets.set(connectionId, credentialsText(credentials));
      }
      memory.delete(connectionId);
      return place;
    },
    async remove(connectionId: string) {
      const held = memory.delete(connectionId);
      recent.forget(connectionId);
      // Without a file of its own this asks for nothing.
      await sealedSecrets.remove(connectionId);
      if (storeOf(connectionId) === 'file') return;
      try {
        await removeEntry(ports, connectionId);
      } catch (error) {
        // The keychain may hold an older secret beside a session secret; where the keychain never worked it holds none.
        if (!held) throw error;
      }
    },
    /** After a move: removes what the former store holds. A keychain that is closed keeps it. Never raises. */
    async dropCopy(connectionId: string, former: KeyStore) {
      const removal = former === 'file' ? sealedSecrets.remove(connectionId) : removeEntry(ports, connectionId);
      await removal.catch(() => undefined);
    },
    /** Gives all files another passphrase; resolves to how many connections have some. Raises what `SealedSecrets` raises. */
    async changePassphrase(): Promise<number> {
      recent.forget();
      const changed = await sealedSecrets.changePassphrase(
        ledger.connections().flatMap(({ id }) => [id, ...otherItems(id, ledger)]),
      );
      return new Set(changed.map(ownerOf)).size;
    },
    /** The other keys that a connection may have: the intake key, then that of encrypted shares. */
    otherItems: (connectionId: string): readonly string[] => otherItems(connectionId, ledger),
    heldInMemory: (connectionId: string): boolean => memory.has(connectionId),
    /** Whether `get` asks no store. */
    atHand: (connectionId: string): boolean => memory.has(connectionId) || recent.has(connectionId),
    /** Moves the session secrets of these connections, with their other keys, into the keychain. Raises what `save` raises. */
    async moveToKeychain(connectionIds: readonly string[]) {
      for (const [id, credentials] of memory) {
        const owner = ownerOf(id);
        if (!connectionIds.includes(owner)) continue;
        await keep(id, credentials);
        memory.delete(id);
        const keyId = sharesKeyOf(id);
        const hasKey = keyId === undefined || ledger.value(sharesKeyValue(owner)) !== undefined;
        if (!hasKey) ledger.saveValue(sharesKeyValue(owner), keyId);
      }
    },
  };
}

/** A `connectionId` that ends as `intakeItem` or `sharesItem` says is another key of that connection. */
export type Vault = ReturnType<typeof createVault>;

const idleMs = 300_000;

/**
 * Keeps entries of the keychain for five idle minutes, so that not every share asks it. A secret in use is in this process's memory anyway. It is
 * dropped when it changes, when a server refuses it, and when the screen is locked or the computer sleeps.
 */
function createRecentSecrets() {
  const recent = new Map<string, { readonly secret: Credentials; readonly timer: NodeJS.Timeout }>();
  /** Calls during a read share it: a warm-up, and the share that comes meanwhile. */
  const reading = new Map<string, Promise<Credentials | undefined>>();
  /** Grows with every `forget`: a read that began before must not be cached after it. */
  let generation = 0;

  const readOnce = async (id: string, read: () => Promise<Credentials | undefined>) => {
    const began = generation;
    try {
      const secret = await read();
      if (secret !== undefined && began === generation) {
        const timer = setTimeout(() => recent.delete(id), idleMs);
        timer.unref();
        recent.set(id, { secret, timer });
      }
      return secret;
    } finally {
      if (began === generation) reading.delete(id);
    }
  };

  const forget = (id?: string) => {
    generation += 1;
    reading.clear();
    for (const [known, { timer }] of recent) {
      if (id !== undefined && known !== id) continue;
      clearTimeout(timer);
      recent.delete(known);
    }
  };

  return {
    /** One of them, or all. */
    forget,
    has: (id: string) => recent.has(id),
    /** The kept secret, or what `read` gives. */
    get(id: string, read: () => Promise<Credentials | undefined>): Promise<Credentials | undefined> {
      const known = recent.get(id);
      if (known !== undefined) {
        known.timer.refresh();
        return Promise.resolve(known.secret);
      }
      const running = reading.get(id) ?? readOnce(id, read);
      reading.set(id, running);
      return running;
    },
  };
}
